import { describeTrigger, nextRuns } from '../pipelines/index.ts'
import type { OpenedProject, Site } from '../project/index.ts'

/** `every 12 hours, next 23:11`, of the first scheduled pipeline that predicts for the site's model. */
export function scheduleWords({ definition, now }: OpenedProject, site: Site): string {
  const step = `predict-${site.service.model.name}`
  const pipeline = definition.pipelines.find(
    ({ schedule, steps }) => schedule !== undefined && steps.some(({ name }) => name === step),
  )
  if (pipeline?.schedule === undefined) return 'when somebody asks for it'
  const { on } = pipeline.schedule
  const [next] = nextRuns(on, 1, now())
  const words = on.map(describeTrigger).join(', ')
  if (next === undefined) return words
  const time = next.toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: site.timeZone,
  })
  return `${words}, next ${time}`
}
