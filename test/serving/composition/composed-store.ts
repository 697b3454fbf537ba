import { newId, type Digest } from '../../../src/base/index.ts'
import { defineGroup, defineView, requested, type View } from '../../../src/features/index.ts'
import {
  boostedTrees,
  compilePredictor,
  fitModel,
  ridge,
  toOnnx,
  type Learner,
} from '../../../src/learn/index.ts'
import { promoteVersion } from '../../../src/registry/index.ts'
import { boolean, float, text, timestamp } from '../../../src/table/index.ts'
import { emptyServedStore, type ServedStore } from '../served-surf.ts'

const blocks = defineGroup({
  name: 'blocks',
  key: ['blockId'],
  time: 'seenAt',
  columns: {
    blockId: text(),
    seenAt: timestamp(),
    rooms: float(),
    jobs: float(),
    demand: float(),
    price: float(),
    isSold: boolean(),
    kind: float(),
  },
})

const jobs = requested({ jobs: float({ min: 0 }) })
const house = requested({ rooms: float({ min: 0 }), demand: float() })

const demandView = defineView({
  name: 'demand',
  label: blocks.column('demand'),
  features: { jobs: jobs.jobs },
  request: jobs,
})
const priceView = defineView({
  name: 'price',
  label: blocks.column('price'),
  features: { rooms: house.rooms, demand: house.demand },
  request: house,
})
const kindView = defineView({
  name: 'kind',
  label: blocks.column('kind'),
  features: { rooms: house.rooms, demand: house.demand },
  request: house,
})

/** Demand is twice the jobs; price is rooms + 3 × demand; kind is how the two compare. */
export const areaDemand = { name: 'area-demand', view: demandView }
export const housePrice = { name: 'house-price', view: priceView }
export const housePriceTrees = { name: 'house-price-trees', view: priceView }
export const houseKind = { name: 'house-kind', view: kindView }

export async function composedStore(): Promise<ServedStore> {
  return emptyServedStore()
}

/** Learns from 200 made rows, registers the version, and makes it the champion. */
export async function train(
  store: ServedStore,
  { name, view }: { readonly name: string; readonly view: View },
  { learner = ridge(), add = 0, output = view.label.column, isGraph = false }: Training = {},
): Promise<void> {
  const rows = Array.from({ length: 200 }, (_, at) => {
    const [rooms, demand] = [at % 10, Math.floor(at / 10)]
    const kind = rooms > demand ? 2 : rooms === demand ? 1 : 0
    return { rooms, demand, jobs: demand / 2, price: rooms + 3 * demand, kind }
  })
  const label = view.label.column as keyof (typeof rows)[number]
  const columns = Object.keys(view.features).map((feature) => ({
    name: feature,
    kind: 'number' as const,
    values: Float64Array.from(rows, (row) => row[feature as 'rooms' | 'demand' | 'jobs']),
  }))
  const target = Float64Array.from(rows, (row) => row[label] + add)
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const features = { rooms: 3, demand: 2, jobs: 1 }
  const example = [{ features, prediction: compilePredictor(fitted)(features) }]
  const { version } = await store.models.insert({
    model: name,
    createdAt: store.now(),
    runId: undefined,
    trainingSetId: undefined,
    contentDigest: newId<Digest>('content', store.now()),
    files: {
      ...(isGraph
        ? {
            'model.onnx': await store.blobs.put(
              toOnnx(fitted, { modelName: name, outputName: output }),
            ),
          }
        : { 'fitted.json': await putJson(store, fitted) }),
      'example.json': await putJson(store, example),
    },
    evaluation: { rowCount: 0, metrics: {}, slices: {} },
    baselines: {},
    signature: {
      inputs: columns.map((column) => ({ name: column.name, type: 'float' as const })),
      output: { name: output, type: 'float' },
    },
    details: { learner: '', predictionMs: 0, parity: 0, importance: [], sizeBytes: 0 },
  })
  await promoteVersion(store, { model: name, version, alias: 'champion', by: 'ada', gates: [] })
}

interface Training {
  readonly learner?: Learner
  readonly add?: number
  readonly output?: string
  /** Kept as a graph alone, as of a model that was taken in. */
  readonly isGraph?: boolean
}

export const kinds = boostedTrees({ trees: 20, loss: 'classes' })

function putJson(store: ServedStore, content: unknown): Promise<Digest> {
  return store.blobs.put(new TextEncoder().encode(JSON.stringify(content)))
}
