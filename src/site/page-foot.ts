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
  const { mae } = model.metrics
  const trained = `${model.name}, version ${model.version}, trained on ${longDay(time.dayOf(model.trainedAt))} at ${time.clock(model.trainedAt)}`
  const source = model.trainedOn === undefined ? '' : ` from ${model.trainedOn}`
  return `${trained}${source}. On held-out days it was off by ${errorFormat.value(mae.value)} on average; a simple guess${model.baseline === undefined ? '' : ` (${model.baseline})`} by ${errorFormat.value(mae.baseline)}.`
}

function link(address: string | undefined, words: string): Html | undefined {
  const safe = address && safeAddress(address)
  return safe ? html`<a href="${safe}">${words}</a>` : undefined
}
