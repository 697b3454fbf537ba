import { alertKinds, type ColumnProfile, type Correlations, type ProfileAlert } from './profile.ts'

interface Measured {
  readonly rowCount: number
  readonly duplicateRowCount?: number
  readonly columns: readonly ColumnProfile[]
  readonly correlations: Correlations
}

const limits = {
  missingShare: 0.2,
  zeroShare: 0.3,
  skew: 3,
  topShare: 0.9,
  correlation: 0.9,
  dateShare: 0.95,
  distinctCount: 50,
  distinctShare: 0.5,
}

/** What stands out in a table, the gravest first. */
export function findAlerts(measured: Measured): ProfileAlert[] {
  const { rowCount, duplicateRowCount = 0, columns, correlations } = measured
  const ofTable: ProfileAlert[] =
    duplicateRowCount === 0
      ? []
      : [
          {
            kind: 'duplicate-rows',
            columns: [],
            sentence: `${counted(duplicateRowCount, 'row stands', 'rows stand')} in the table before (${percent(duplicateRowCount / rowCount)}).`,
          },
        ]
  return [
    ...ofTable,
    ...columns.flatMap((column) => alertsOf(column, rowCount)),
    ...correlatedAlerts(correlations),
  ].toSorted((a, b) => alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind))
}

function alertsOf(column: ColumnProfile, rowCount: number): ProfileAlert[] {
  const { name, missingCount } = column
  const alert = (kind: ProfileAlert['kind'], sentence: string): ProfileAlert => ({
    kind,
    columns: [name],
    sentence,
  })
  if (missingCount === rowCount) return [alert('all-missing', `${name} has no value in any row.`)]
  const missingShare = missingCount / rowCount
  const missing =
    missingShare > limits.missingShare
      ? [alert('many-missing', `${name} is missing in ${percent(missingShare)} of rows.`)]
      : []
  return [...missing, ...valueAlerts(column, rowCount - missingCount, alert)]
}

type MakeAlert = (kind: ProfileAlert['kind'], sentence: string) => ProfileAlert

function valueAlerts(column: ColumnProfile, count: number, alert: MakeAlert): ProfileAlert[] {
  const { name, distinctCount, topValues = [] } = column
  const top = topValues[0]
  if (distinctCount === 1) {
    const value = top === undefined ? '' : `: ${shorten(top.value)}`
    return [alert('constant', `${name} has the same value wherever it has one${value}.`)]
  }
  return [
    ...numberAlerts(column, alert),
    ...textAlerts(column, count, alert),
    ...(top !== undefined && column.kind !== 'moment' && top.count / count >= limits.topShare
      ? [
          alert(
            'imbalance',
            `${name} is ${shorten(top.value)} in ${percent(top.count / count)} of its values.`,
          ),
        ]
      : []),
    ...(isLikelyKey(column, count)
      ? [alert('likely-key', `${name} has another value in each row: it may be a key.`)]
      : []),
  ]
}

function numberAlerts({ name, kind, numbers }: ColumnProfile, alert: MakeAlert): ProfileAlert[] {
  if (kind !== 'number' || numbers === undefined) return []
  const { count, zeroCount, nonFiniteCount, skew = 0 } = numbers
  const tail = skew > 0 ? 'large' : 'small'
  return [
    ...(nonFiniteCount > 0
      ? [
          alert(
            'non-finite',
            `${name} has ${counted(nonFiniteCount, 'value that is', 'values that are')} NaN or infinite.`,
          ),
        ]
      : []),
    ...(zeroCount / count >= limits.zeroShare
      ? [alert('many-zeros', `${name} is zero in ${percent(zeroCount / count)} of its values.`)]
      : []),
    ...(Math.abs(skew) >= limits.skew
      ? [alert('skewed', `${name} is skewed (${skew.toFixed(1)}): few values are very ${tail}.`)]
      : []),
  ]
}

function textAlerts(column: ColumnProfile, count: number, alert: MakeAlert): ProfileAlert[] {
  const { name, text, distinctCount } = column
  if (text === undefined) return []
  const isDate = text.dateShare >= limits.dateShare
  const isMany =
    distinctCount > limits.distinctCount && distinctCount / count > limits.distinctShare
  return [
    ...(isDate ? [alert('date-in-text', `${name} is text, and reads like dates.`)] : []),
    ...(isMany && !isDate && !isLikelyKey(column, count)
      ? [
          alert(
            'high-cardinality',
            `${name} has ${distinctCount.toLocaleString('en')} different texts: too many to be categories.`,
          ),
        ]
      : []),
  ]
}

/** Whole numbers and texts, each there once; an estimated count may be some percent off. */
function isLikelyKey({ kind, type, ...column }: ColumnProfile, count: number): boolean {
  if (count < 3 || column.missingCount > 0) return false
  const canBe = (kind === 'text' && type === 'VARCHAR') || (kind === 'number' && /INT/.test(type))
  if (!canBe) return false
  if (column.distinctIsExact) return column.distinctCount === count
  return column.distinctCount >= 0.98 * count
}

function correlatedAlerts({ pairs }: Correlations): ProfileAlert[] {
  return pairs.flatMap(({ first, second, pearson = 0, spearman = 0 }): ProfileAlert[] => {
    const strongest = Math.abs(pearson) >= Math.abs(spearman) ? pearson : spearman
    if (Math.abs(strongest) < limits.correlation) return []
    const how = strongest === pearson ? 'Pearson' : 'Spearman'
    const verb = strongest > 0 ? 'rise together' : 'go against each other'
    const sentence = `${first} and ${second} ${verb} (${how} ${strongest.toFixed(2)}).`
    return [{ kind: 'correlated', columns: [first, second], sentence }]
  })
}

function percent(share: number): string {
  const value = 100 * share
  if (value > 0 && value < 0.1) return 'less than 0.1 %'
  if (value < 100 && value > 99.9) return 'more than 99.9 %'
  return `${Number(value.toPrecision(3))} %`
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

function shorten(value: string): string {
  return value.length > 40 ? `“${value.slice(0, 40)}…”` : `“${value}”`
}
