import type { ServiceReply } from '../api/index.ts'
import type { Page } from './command.ts'
import { renderTable } from './render-table.ts'
import { writeAgo, writeCount } from './write-value.ts'

export function renderServices(services: readonly ServiceReply[], { style, now }: Page): string {
  return renderTable(
    services,
    [
      { title: 'service', of: ({ name }) => name },
      { title: 'model', of: ({ model, alias }) => `${model} (${alias})` },
      {
        title: 'version',
        right: true,
        of: ({ version }) => (version === null ? style.warn('none') : `v${version}`),
      },
      { title: 'since', right: true, of: ({ versionSince }) => writeAgo(versionSince, now) },
      {
        title: 'predictions',
        right: true,
        of: ({ predictionCount }) => writeCount(predictionCount),
      },
      {
        title: 'newest',
        right: true,
        of: ({ newestPredictionAt }) => writeAgo(newestPredictionAt, now),
      },
      { title: 'address', of: ({ address }) => address },
    ],
    { style, nothing: 'The project has no services.' },
  )
}
