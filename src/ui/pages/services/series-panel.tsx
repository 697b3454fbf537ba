import type { ServiceReply } from '../../../api/index.ts'
import { Command } from '../../kit/command.tsx'
import { Empty } from '../../kit/empty.tsx'
import { BackTestPanel } from '../forecasts/back-test-panel.tsx'

/** What a service of a forecast says of its series, and how it is asked. */
export function SeriesPanel({ service }: { service: ServiceReply }) {
  const { version, model, alias, address, fields } = service
  if (version === null) {
    return (
      <Empty title="No forecast yet" command={`swell models promote ${model}`}>
        No version of {model} is {alias}. Train one and promote it.
      </Empty>
    )
  }
  const series = fields.find(({ name }) => name === 'series')?.example
  const query = typeof series === 'string' ? `?series=${encodeURIComponent(series)}` : ''
  return (
    <>
      <BackTestPanel model={model} version={version} pictureOnly />
      <Command text={`curl '${location.origin}${address}/forecast${query}'`} />
    </>
  )
}
