import { openModuleText } from '../../wasm/module.ts'
import { webAssembly, type WasmModule } from '../../wasm/web-assembly.ts'
import { addLogisticLink } from './logistic-link.ts'
import { addQuickLook } from './quick-look.ts'
import { addMoments, addStandardize } from './standardize.ts'
import { addAddProducts, addAddPulls, addAddScores } from './sum-products.ts'

/** What the module does; numbers are addresses but for counts, means and factors. */
export interface LinearKernels {
  moments(values: number, end: number, weights: number, centre: number, sums: number): void
  standardize(values: number, mean: number, factor: number, to: number): void
  addScores(columns: number, count: number, weights: number, scores: number): void
  addPulls(columns: number, count: number, pulls: number, vector: number): void
  addProducts(
    columns: number,
    count: number,
    curvatures: number,
    weighed: number,
    matrix: number,
  ): void
  logisticLink(
    scores: number,
    targets: number,
    weights: number,
    pulls: number,
    curvatures: number,
    powers: number,
    told: number,
  ): void
  quickLook(
    columns: number,
    stride: number,
    count: number,
    blocks: number,
    factors: number,
    base: number,
    targets: number,
    weights: number,
    room: number,
    vector: number,
    told: number,
  ): void
}

let made: WasmModule | undefined

/** The kernels of linear learners, made when they are first asked for. */
export function linearKernels(): WasmModule {
  if (made === undefined) {
    const text = openModuleText({ isShared: false })
    addMoments(text)
    addStandardize(text)
    addAddScores(text)
    addAddPulls(text)
    addAddProducts(text)
    addLogisticLink(text)
    addQuickLook(text)
    made = new webAssembly.Module(text.toBytes())
  }
  return made
}
