import type { Breather } from '../breather.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import { cutFeature, type FeatureBins } from '../trees/bin-features.ts'
import { reserveDoubles } from '../wasm/heap.ts'
import { addressOfBins, openBinMatrix, type BinMatrix } from './bin-matrix.ts'
import { edgesOfFeature } from './kernels/find-bins.ts'
import { runTasks, type Workshop } from './workshop.ts'

/** Cuts all features into bins, several at once where there are threads. */
export async function binFeatures(
  workshop: Workshop,
  { features, rowCount }: FeatureMatrix,
  maxBins: number,
  breather: Breather,
): Promise<BinMatrix> {
  const cuts: FeatureBins[] = []
  for (const feature of features) {
    await breather.breathe()
    cuts.push(cutFeature(feature, maxBins))
  }
  const matrix = openBinMatrix(workshop.heap, rowCount, cuts)
  const desks = openDesks(workshop, rowCount)
  for (let first = 0; first < features.length; first += desks.length) {
    await breather.breathe()
    const tasks = desks.slice(0, features.length - first).map(({ values, edges }, place) => {
      const feature = first + place
      const cut = cuts[feature]
      values.values.set(features[feature]?.values ?? [])
      edges.values.fill(Number.POSITIVE_INFINITY).set(cut?.edges ?? [])
      const end = values.address + 4 * rowCount
      const bins = addressOfBins(matrix, feature)
      return [values.address, end, edges.address, cut?.missingBin ?? 0, bins]
    })
    runTasks(workshop, 'findBins', tasks)
  }
  return matrix
}

/** Room for the values of a feature, one for each of the first threads: nothing else is there yet. */
function openDesks({ heap, rows, aside, packed, ordered, threads }: Workshop, rowCount: number) {
  const free = [rows, aside, packed, ordered].slice(0, threads)
  return free.map(({ address }) => ({
    values: { address, values: new Float32Array(heap.memory.buffer, address, rowCount) },
    edges: reserveDoubles(heap, edgesOfFeature),
  }))
}
