import { measureDataset } from './measure-dataset.ts'
import type { MeasureDeps } from './measure-deps.ts'
import { measureGroup } from './measure-group.ts'
import { measureOutcomes } from './measure-outcomes.ts'
import { measurePredictions } from './measure-predictions.ts'
import { measureService } from './measure-service.ts'
import { mergeMeasurements, type MeasuredWindow } from './measurement.ts'
import type { Monitor } from './monitor.ts'
import { withPredictions, type WatchedModel } from './prediction-rows.ts'
import { readyToMeasure } from './watched-forecast.ts'
import type { WindowRange } from './window.ts'

/** Measures windows of what a monitor watches, oldest first, in one pass over its rows. */
export async function measure(
  deps: MeasureDeps,
  monitor: Monitor,
  windows: readonly WindowRange[],
  onMeasured: (measured: MeasuredWindow) => Promise<void>,
): Promise<void> {
  const { watch } = monitor
  if (watch.kind === 'model') {
    await measureModel(deps, monitor, watch, windows, onMeasured)
    return
  }
  const measured =
    watch.kind === 'group'
      ? measureGroup(deps, monitor, watch.group, windows)
      : watch.kind === 'dataset'
        ? measureDataset(deps, monitor, watch.dataset, windows)
        : measureService(deps, watch.name, windows)
  for await (const one of measured) await onMeasured(one)
}

/** Both passes give the windows in one order, so that each is put together as soon as both have come to it. */
async function measureModel(
  deps: MeasureDeps,
  monitor: Monitor,
  watch: WatchedModel,
  windows: readonly WindowRange[],
  onMeasured: (measured: MeasuredWindow) => Promise<void>,
): Promise<void> {
  const ready = await readyToMeasure(deps, monitor, watch)
  await withPredictions(deps, ready, async (relation) => {
    const isSaid = watch.of.includes('inputs') || watch.of.includes('predictions')
    const passes = [
      ...(isSaid ? [measurePredictions(deps, monitor, ready, relation, windows)] : []),
      ...(watch.of.includes('outcomes')
        ? [measureOutcomes(deps, monitor, ready, relation, windows)]
        : []),
    ]
    for (;;) {
      const parts: MeasuredWindow[] = []
      for (const pass of passes) {
        const next = await pass.next()
        if (next.done !== true) parts.push(next.value)
      }
      const [first] = parts
      if (first === undefined) return
      await onMeasured({
        window: first.window,
        measurement: mergeMeasurements(parts.map(({ measurement }) => measurement)),
      })
    }
  })
}
