import type { View } from '../features/index.ts'
import { newestPredictions } from './find-prediction.ts'
import { replayPrediction, untold, type Replay, type ReplayDeps } from './replay-prediction.ts'
import { partsOf } from './composition/service-parts.ts'
import type { ServedModel } from './served-model.ts'
import type { Service } from './service.ts'

/** Makes the newest predictions of the services of a view again, each once; as far as that can be done. */
export async function replayNewest(
  deps: ReplayDeps,
  view: Pick<View, 'name'>,
  services: readonly Service[],
  limit: number,
): Promise<Replay[]> {
  const own = services.filter(({ model }) => model.view.name === view.name)
  const found = await Promise.all(own.map((service) => newestPredictions(deps, service, limit)))
  const whole = found.flat().filter((prediction) => untold(prediction).length === 0)
  const byId = new Map(whole.map((prediction) => [prediction.id, prediction]))
  const newest = [...byId.values()].toSorted((a, b) => b.madeAt.getTime() - a.madeAt.getTime())
  const models = [...new Set(own.flatMap(modelsOf))]
  const replays: Replay[] = []
  for (const { id } of newest.slice(0, limit))
    replays.push(await replayPrediction(deps, { models, services: own }, id))
  return replays
}

function modelsOf(service: Service): ServedModel[] {
  return [service.model, ...partsOf(service).map(({ model }) => model)]
}
