import { html, type Html } from './html.ts'
import { longDay } from './local-time.ts'
import type { PageSetting } from './page-setting.ts'
import { safeAddress } from './safe-address.ts'

/** Where the numbers come from: the model, what it learnt from, when the next forecast is made. */
export function pageFoot(setting: PageSetting): Html {
  const { page, madeAt, time } = setting
  return html`<footer class="page-foot">
    <dl>
      <dt>This page</dt>
      <dd>Made ${time.moment(madeAt)} (${page.timeZone}). Updated ${page.schedule}.</dd>
      <dt>Model</dt>
      <dd>${modelWords(setting)}</dd>
    </dl>
    <p>
      ${link(page.links.dashboard, 'Open the dashboard')}
      ${link(page.links.source, 'Where the data comes from')}
    </p>
  </footer>`
}

function modelWords({ page, time, errorFormat }: PageSetting): string {
  const { model } = page
  if (model === undefined) return 'None has been trained yet.'
  const { name, version, trainedAt, trainedOn, baseline, metrics } = model
  const moment = `${longDay(time.dayOf(trainedAt))} at ${time.clock(trainedAt)}`
  const source = trainedOn === undefined ? '' : ` from ${trainedOn}`
  const guess = baseline === undefined ? 'a simple guess' : `a simple guess (${baseline})`
  const off = errorFormat.value(metrics.mae.value)
  const guessOff = errorFormat.value(metrics.mae.baseline)
  return `${name}, version ${version}, trained on ${moment}${source}. On held-out days it was off by ${off} on average; ${guess} by ${guessOff}.`
}

function link(address: string | undefined, words: string): Html | undefined {
  const safe = address && safeAddress(address)
  return safe ? html`<a href="${safe}">${words}</a>` : undefined
}
