import { isDrift } from './rule.ts'

/**
 * A rule about several series, said of one of them, so that what it finds of each can be told apart: `missing of *`
 * becomes `missing of height`, “the data has not drifted” “the inputs have not drifted”.
 */
export function sayRule({
  rule,
  series,
}: {
  readonly rule: string
  readonly series: string
}): string {
  if (isDrift(series)) {
    const of = series.slice('drifted '.length)
    const what = of === 'together' ? 'the columns together have' : `the ${of} have`
    return rule.replace(/^the data has/, what)
  }
  const star = rule.indexOf('*')
  return star > 0 && series.startsWith(rule.slice(0, star))
    ? `${series}${rule.slice(star + 1)}`
    : rule
}
