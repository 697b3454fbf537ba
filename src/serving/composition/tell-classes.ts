import type { LoadedPredictor } from '../load-predictor.ts'
import type { Prediction } from '../prediction.ts'
import type { ComposedService } from './composed-service.ts'

/** How likely a class is. */
export interface ClassShare {
  readonly number: number
  readonly share: number
}

/** Whether a version says how likely each class is, or how likely the second of two. */
export function tellsClasses(
  { classes }: Pick<ComposedService, 'classes'>,
  { shares, saysChance }: { readonly shares?: unknown; readonly saysChance: boolean },
): 'shares' | 'chance' | undefined {
  if (shares !== undefined) return 'shares'
  return saysChance || classes?.length === 2 ? 'chance' : undefined
}

export function sharesOfChance(chance: number): readonly ClassShare[] {
  return [
    { number: 0, share: 1 - chance },
    { number: 1, share: chance },
  ]
}

/** How likely the classes are, by prediction; each by the version that made it. Undefined where none are told. */
export async function sharesOfPredictions(
  predictions: readonly Prediction[],
  predictorOf: (prediction: Prediction) => LoadedPredictor,
): Promise<readonly (readonly ClassShare[] | undefined)[]> {
  const found: (readonly ClassShare[] | undefined)[] = predictions.map(() => undefined)
  const byPredictor = Map.groupBy(predictions.entries(), ([, one]) => predictorOf(one))
  for (const [{ shares }, own] of byPredictor) {
    const told = await shares?.(own.map(([, { features }]) => features))
    if (told === undefined) continue
    const width = told.classes.length
    for (const [row, [place]] of own.entries()) {
      found[place] = told.classes.map((number, column) => ({
        number,
        share: told.shares[row * width + column] ?? 0,
      }))
    }
  }
  return found
}
