/** As the census tells of somebody: names keep their hyphens. */
export const clerk = {
  age: 22,
  workclass: 'Private',
  fnlgt: 201_490,
  education: 'HS-grad',
  'education-num': 9,
  'marital-status': 'Never-married',
  occupation: 'Adm-clerical',
  relationship: 'Own-child',
  race: 'White',
  sex: 'Female',
  'capital-gain': 0,
  'capital-loss': 0,
  'hours-per-week': 20,
  'native-country': 'United-States',
} as const

export const manager = {
  ...clerk,
  age: 50,
  education: 'Masters',
  'education-num': 14,
  'marital-status': 'Married-civ-spouse',
  occupation: 'Exec-managerial',
  relationship: 'Husband',
  sex: 'Male',
  'capital-gain': 15_024,
  'hours-per-week': 50,
} as const
