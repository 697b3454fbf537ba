/** Shares of the census of 1994, as its data sheet tells them; what it leaves open is filled in. */
type Shares = Readonly<Record<string, number>>

export const education: readonly (readonly [name: string, num: number, share: number])[] = [
  ['Preschool', 1, 0.002],
  ['1st-4th', 2, 0.005],
  ['5th-6th', 3, 0.01],
  ['7th-8th', 4, 0.02],
  ['9th', 5, 0.016],
  ['10th', 6, 0.029],
  ['11th', 7, 0.036],
  ['12th', 8, 0.013],
  ['HS-grad', 9, 0.323],
  ['Some-college', 10, 0.224],
  ['Assoc-voc', 11, 0.042],
  ['Assoc-acdm', 12, 0.033],
  ['Bachelors', 13, 0.164],
  ['Masters', 14, 0.053],
  ['Prof-school', 15, 0.018],
  ['Doctorate', 16, 0.012],
]

export const workclass: Shares = {
  Private: 0.697,
  'Self-emp-not-inc': 0.078,
  'Local-gov': 0.064,
  '?': 0.056,
  'State-gov': 0.04,
  'Self-emp-inc': 0.034,
  'Federal-gov': 0.029,
  'Without-pay': 0.001,
  'Never-worked': 0.001,
}

/** By how much school they mostly ask, from little to much. */
export const occupations: Shares = {
  'Priv-house-serv': 0.005,
  'Handlers-cleaners': 0.042,
  'Other-service': 0.101,
  'Farming-fishing': 0.031,
  'Machine-op-inspct': 0.062,
  'Transport-moving': 0.049,
  'Craft-repair': 0.126,
  'Armed-Forces': 0.001,
  'Adm-clerical': 0.116,
  Sales: 0.112,
  'Protective-serv': 0.02,
  'Tech-support': 0.029,
  'Exec-managerial': 0.125,
  'Prof-specialty': 0.127,
}

export const race: Shares = {
  White: 0.854,
  Black: 0.096,
  'Asian-Pac-Islander': 0.032,
  'Amer-Indian-Eskimo': 0.01,
  Other: 0.008,
}

export const country: Shares = {
  'United-States': 0.896,
  Mexico: 0.02,
  '?': 0.018,
  Philippines: 0.006,
  Germany: 0.004,
  Canada: 0.004,
  'Puerto-Rico': 0.004,
  'El-Salvador': 0.003,
  India: 0.003,
  Cuba: 0.003,
  England: 0.003,
  Jamaica: 0.002,
  South: 0.002,
  China: 0.002,
  Italy: 0.002,
  'Dominican-Republic': 0.002,
  Vietnam: 0.002,
  Guatemala: 0.002,
  Japan: 0.002,
  Poland: 0.002,
}
