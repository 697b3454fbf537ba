import type { FeatureMatrix } from '../feature-matrix.ts'
import type { GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { concatNode, constant, matrix, node } from '../onnx/graph-piece.ts'
import type { OnnxNode, OnnxTensor } from '../onnx/onnx-model.ts'
import { scaleNodes } from '../standard-scale.ts'
import type { Shown } from './naive-bayes.ts'

export function shownWidth(shows: Shown): number {
  if (shows.by === 'moments') return 3 * shows.means.length
  if (shows.by === 'values') return shows.values.reduce((sum, own) => sum + own.length, 0)
  return shows.by === 'above' ? 2 * shows.width : shows.width
}

/** Tells of each number but 0 that a row shows. */
export type ShowRow = (features: Float64Array, see: (place: number, value: number) => void) => void

export function showRow(shows: Shown): ShowRow {
  switch (shows.by) {
    case 'moments':
      return ofEach((value, place, see) => {
        const scaled = (value - (shows.means[place] ?? 0)) * (shows.factors[place] ?? 0)
        see(3 * place, scaled * scaled)
        see(3 * place + 1, scaled)
        see(3 * place + 2, 1)
      })
    case 'counts':
      return ofEach((value, place, see) => see(place, value))
    case 'above':
      return ofEach((value, place, see) => see(2 * place + Number(value <= shows.above), 1))
    case 'values':
      return showValues(shows.values)
  }
}

/** Calls for each row in turn. */
export function eachShown(
  shows: Shown,
  { features, rowCount }: FeatureMatrix,
  see: (row: number, place: number, value: number) => void,
): void {
  const show = showRow(shows)
  const own = new Float64Array(features.length)
  for (let row = 0; row < rowCount; row += 1) {
    for (const [place, { values }] of features.entries()) own[place] = values[row] ?? Number.NaN
    show(own, (place, value) => see(row, place, value))
  }
}

function ofEach(
  tell: (value: number, place: number, see: (place: number, value: number) => void) => void,
): ShowRow {
  return (features, see) => {
    for (let place = 0; place < features.length; place += 1) {
      const value = features[place] ?? Number.NaN
      if (!Number.isNaN(value)) tell(value, place, see)
    }
  }
}

function showValues(values: readonly (readonly number[])[]): ShowRow {
  let width = 0
  const places = values.map((own) => {
    const start = width
    width += own.length
    return new Map(own.map((value, at) => [value, start + at]))
  })
  return (features, see) => {
    for (const [feature, own] of places.entries()) {
      const place = own.get(features[feature] ?? Number.NaN)
      if (place !== undefined) see(place, 1)
    }
  }
}

/** The same from a tensor of features to the shown numbers, of 64 bits. */
export function showNodes(shows: Shown, features: string, output: string): GraphBody {
  switch (shows.by) {
    case 'moments':
      return momentNodes(shows, features, output)
    case 'counts':
      return {
        nodes: [
          node('IsNaN', [features], ':unknown'),
          node('Where', [':unknown', ':zero', features], output),
        ],
        constants: [constant(':zero', 0)],
      }
    case 'above':
      return aboveNodes(shows.above, features, output)
    case 'values':
      return valueNodes(shows.values, features, output)
  }
}

// Columns stand in other orders in a graph: the weights are brought to the same by `shownOrder`.

function momentNodes(
  scale: Extract<Shown, { by: 'moments' }>,
  features: string,
  output: string,
): GraphBody {
  const scaled = scaleNodes(scale, features, ':scaled')
  const nodes = [
    ...scaled.nodes,
    node('Mul', [':scaled', ':scaled'], ':square'),
    castNode(':scaled:unknown', ':missing', 'double'),
    node('Sub', [':one', ':missing'], ':known'),
    concatNode([':square', ':scaled', ':known'], output),
  ]
  return { nodes, constants: [...scaled.constants, constant(':one', 1)] }
}

function aboveNodes(above: number, features: string, output: string): GraphBody {
  const nodes = [
    node('Greater', [features, ':above'], ':isMore'),
    castNode(':isMore', ':more', 'double'),
    node('LessOrEqual', [features, ':above'], ':isLess'),
    castNode(':isLess', ':less', 'double'),
    concatNode([':more', ':less'], output),
  ]
  return { nodes, constants: [constant(':above', above)] }
}

function valueNodes(
  values: readonly (readonly number[])[],
  features: string,
  output: string,
): GraphBody {
  const nodes: OnnxNode[] = []
  const constants: OnnxTensor[] = []
  const shown: string[] = []
  for (const [feature, own] of values.entries()) {
    if (own.length === 0) continue
    const at = (what: string) => `:${what}${feature}`
    nodes.push(
      node('Gather', [features, at('place')], at('value'), { attributes: { axis: { whole: 1 } } }),
      node('Equal', [at('value'), at('values')], at('is')),
      castNode(at('is'), at('shown'), 'double'),
    )
    constants.push(
      { name: at('place'), shape: [1], values: BigInt64Array.of(BigInt(feature)) },
      matrix(at('values'), 1, own),
    )
    shown.push(at('shown'))
  }
  return { nodes: [...nodes, concatNode(shown, output)], constants }
}

/** Of each shown number of a graph its place in a row. */
export function shownOrder(shows: Shown): readonly number[] {
  const places = Array.from({ length: shownWidth(shows) }, (_, place) => place)
  if (shows.by !== 'moments' && shows.by !== 'above') return places
  const step = shows.by === 'moments' ? 3 : 2
  return places.toSorted((a, b) => (a % step) - (b % step) || a - b)
}
