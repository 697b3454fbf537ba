import type { OpenService } from '../../serving/index.ts'
import type { TellAll } from '../workers/worker-messages.ts'
import { servedVersion } from './infer.ts'
import { joinStatistics, type ModelStatistics } from './inference-statistics.ts'

/** Of the versions that services answer with, what all processes that answer have inferred. */
export async function statisticsOfAll(
  tellAll: TellAll,
  asked: readonly OpenService[],
): Promise<readonly ModelStatistics[]> {
  const told = (await tellAll('inferred')).flat()
  return asked.map((open) => joinStatistics(servedVersion(open), told))
}
