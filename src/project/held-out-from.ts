import type { Model } from '../training/index.ts'
import type { ProjectPorts } from './project-ports.ts'

/** The first moment that a version has not learned from, not before `earliest`; NaN where that is unknown. */
export async function heldOutFrom(
  deps: Pick<ProjectPorts, 'models' | 'trainingSets'>,
  { model, version }: { readonly model: Model; readonly version: number },
  earliest: number,
): Promise<number> {
  const found = await deps.models.find(model.name, version)
  const set = await deps.trainingSets.find(found?.trainingSetId ?? '')
  return Math.max(earliest, Date.parse(set?.split.testFrom ?? ''))
}
