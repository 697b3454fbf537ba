import {
  alertKinds,
  type ColumnProfile,
  type Correlations,
  type MissingMap,
  type ProfileAlert,
} from './profile.ts'

interface Measured {
  readonly rowCount: number
  readonly duplicateRowCount?: number
  readonly columns: readonly ColumnProfile[]
  readonly missing: MissingMap
  readonly correlations: Correlations
}

const limits = {
  missingShare: 0.2,
  zeroShare: 0.3,
  skew: 3,
  topShare: 0.9,
  correlation: 0.9,
  cramersV: 0.8,
  missingTogether: 0.9,
  dateShare: 0.95,
  distinctCount: 50,
}

/** What stands out in a table, the gravest first. */
export function findAlerts(measured: Measured): ProfileAlert[] {
  const { rowCount, duplicateRowCount = 0, columns, missing, correlations } = measured
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
    ...missingTogetherAlerts(missing),
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
  const isMany = distinctCount > limits.distinctCount
  return [
    ...(isDate ? [alert('date-in-text', `${name} is text, and reads like dates.`)] : []),
    ...(isMany && !isDate && !isLikelyKey(column, count)
      ? [
          alert(
            'high-cardinality',
            `${name} has ${distinctCount.toLocaleString('en')} different texts: many for a category.`,
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

/** One alert for all columns that lack values in the same rows. */
function missingTogetherAlerts({ pairs, columns }: MissingMap): ProfileAlert[] {
  const close = pairs.filter(({ correlation }) => correlation >= limits.missingTogether)
  const told = new Set<string>()
  return columns.flatMap((name): ProfileAlert[] => {
    if (told.has(name)) return []
    const together = [name]
    for (const one of together) {
      for (const { first, second } of close) {
        const other = first === one ? second : second === one ? first : undefined
        if (other !== undefined && !together.includes(other)) together.push(other)
      }
    }
    for (const one of together) told.add(one)
    if (together.length === 1) return []
    const sentence = `${listed(together)} are missing in the same rows, or nearly.`
    return [{ kind: 'missing-together', columns: together, sentence }]
  })
}

function correlatedAlerts({ pairs }: Correlations): ProfileAlert[] {
  return pairs.flatMap(({ first, second, pearson, spearman = 0, cramersV = 0 }): ProfileAlert[] => {
    const alert = (sentence: string): ProfileAlert[] => [
      { kind: 'correlated', columns: [first, second], sentence },
    ]
    if (pearson === undefined) {
      if (cramersV < limits.cramersV) return []
      return alert(
        `${first} and ${second} go together closely (Cramér’s V ${cramersV.toFixed(2)}).`,
      )
    }
    const strongest = Math.abs(pearson) >= Math.abs(spearman) ? pearson : spearman
    if (Math.abs(strongest) < limits.correlation) return []
    const how = strongest === pearson ? 'Pearson' : 'Spearman'
    const verb = strongest > 0 ? 'rise together' : 'go against each other'
    return alert(`${first} and ${second} ${verb} (${how} ${strongest.toFixed(2)}).`)
  })
}

function listed(names: readonly string[]): string {
  const shown = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} more`] : names
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`
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
