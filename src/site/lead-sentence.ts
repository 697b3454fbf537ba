import type { LeadError, PageModel } from './forecast-page.ts'
import type { ValueFormat } from './value-format.ts'

/**
 * How good forecasts have been, in plain words: at the shortest lead, at the longest, and from when
 * on they were no better than the baseline. `leads` is in order and not empty.
 */
export function leadSentence(
  leads: readonly LeadError[],
  model: PageModel | undefined,
  format: ValueFormat,
): string {
  return [growth(leads, format), comparison(leads, model, format)]
    .filter((part) => part !== '')
    .join(' ')
}

function growth(leads: readonly LeadError[], format: ValueFormat): string {
  const [first, last] = [leads[0], leads.at(-1)]
  if (first === undefined || last === undefined) return ''
  const start = `${dayCount(first.leadDays)} ahead we have been off by ${format.value(first.meanAbsoluteError)} on average`
  if (first === last) return `${start}.`
  return `${start}, ${dayCount(last.leadDays).toLowerCase()} ahead by ${format.value(last.meanAbsoluteError)}.`
}

function comparison(
  leads: readonly LeadError[],
  model: PageModel | undefined,
  format: ValueFormat,
): string {
  if (model === undefined) return ''
  const { baseline } = model.metrics.mae
  const guess =
    model.baseline === undefined ? 'A simple guess' : `A simple guess, ${model.baseline},`
  const said = `${guess} is off by ${format.value(baseline)}`
  const worse = leads.filter(({ meanAbsoluteError }) => meanAbsoluteError >= baseline)
  const first = worse[0]
  if (first === undefined) return `${said}: every day ahead, the forecast was better.`
  if (worse.length === leads.length) return `${said}: so far the forecast was no better.`
  return `${said}: from ${dayCount(first.leadDays).toLowerCase()} ahead, the forecast was no better than that.`
}

function dayCount(days: number): string {
  if (days < 1) return 'Less than a day'
  const words = ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']
  return `${words[days] ?? days} ${days === 1 ? 'day' : 'days'}`
}
