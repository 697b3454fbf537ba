import { suggestName } from '../../base/index.ts'
import { servingErrors } from '../errors.ts'
import { keyColumns } from '../predictions-group.ts'
import type { ServedModel } from '../served-model.ts'
import { columnsOfModel } from './composed-columns.ts'
import { isComposed, type Composition } from './composition.ts'
import { fallbackName, partsOf } from './service-parts.ts'

type Composed = Composition & {
  readonly name: string
  readonly unknownKeys?: string
  readonly model: ServedModel
  readonly forecast?: unknown
}

/** Members that answers have beside those of the model. */
const answerMembers = [
  'predictionId',
  'modelVersion',
  'at',
  'confidence',
  'fallback',
  'parts',
  'explanation',
  'probabilities',
  'missing',
  'warning',
]

/** Throws `wrongComposition` where the models of a service can't be put together as it says. */
export function assertComposition(service: Composed): void {
  if (!isComposed(service) && service.unknownKeys !== 'otherwise') return
  const problem =
    service.forecast === undefined || !isComposed(service)
      ? (chainFault(service) ??
        ensembleFault(service) ??
        columnsFault(service) ??
        prepareFault(service) ??
        replyFault(service) ??
        confidenceFault(service) ??
        unknownKeysFault(service))
      : 'what it forecasts is made by its model alone; leave `forecast` to another service of the model'
  if (problem !== undefined) {
    const told = problem.replace(/\.$/, '')
    throw servingErrors.wrongComposition({ service: service.name, problem: told })
  }
}

/** What one model tells another must be a number that the other is asked with. */
function chainFault(service: Composed): string | undefined {
  const links = partsOf(service).filter(({ kind }) => kind === 'chain')
  const names = links.map(({ name }) => name)
  for (const [place, { name, model }] of links.entries()) {
    const readers = [service.model, ...links.slice(place + 1).map((link) => link.model)]
    const readable = readers.flatMap(({ view }) => Object.entries(view.request))
    const column = readable.find(([own]) => own === name)?.[1]
    if (column === undefined) {
      const known = readable.map(([own]) => own)
      return `no model that is asked after ${model.name} reads "${name}" of a request. ${suggestName(name, known)}`
    }
    if (column.type !== 'float' && column.type !== 'integer') {
      return `"${name}" is a ${column.type}, and ${model.name} predicts numbers`
    }
    const waitsFor = names.slice(place).find((own) => Object.hasOwn(model.view.request, own))
    if (waitsFor !== undefined) {
      return `${model.name} reads "${waitsFor}", which is told after it is asked; put it behind`
    }
  }
  return undefined
}

function ensembleFault({ model, chain = {}, ensemble }: Composed): string | undefined {
  if (ensemble === undefined) return undefined
  const { by } = ensemble
  const members = partsOf({ model, ensemble })
  const names = members.map(({ name }) => name)
  const taken = names.find((name) => name in chain || name === fallbackName)
  if (taken !== undefined) return `"${taken}" is the name of two parts`
  if (members.length < 2) return 'an ensemble has two models or more'
  if (members.filter(({ isOwn }) => isOwn).length !== 1) {
    return `${model.name}, whose name the predictions bear, must be in its ensemble, once`
  }
  const { column } = model.view.label
  const stranger = members.find((member) => member.model.view.label.column !== column)
  if (stranger !== undefined) {
    const { name, view } = stranger.model
    return `${name} predicts ${view.label.column}, and ${model.name} predicts ${column}`
  }
  return typeof by === 'object' ? weightsFault(by.weights, names) : undefined
}

function weightsFault(
  weights: Readonly<Record<string, number>>,
  names: readonly string[],
): string | undefined {
  const stranger = Object.keys(weights).find((name) => !names.includes(name))
  if (stranger !== undefined) {
    return `there is no "${stranger}" to weigh. ${suggestName(stranger, names)}`
  }
  const wrong = names.find((name) => !((weights[name] ?? Number.NaN) >= 0))
  if (wrong !== undefined) {
    return `the weight of "${wrong}" is ${weights[wrong] ?? 'missing'}, and must be 0 or more`
  }
  return names.every((name) => weights[name] === 0) ? 'all weights are 0' : undefined
}

/** What two models call alike must be of one type. */
function columnsFault(service: Composed): string | undefined {
  const found = new Map<string, { readonly type: string; readonly model: string }>()
  for (const { name: model, view } of [
    service.model,
    ...partsOf(service).map((part) => part.model),
  ]) {
    for (const [name, { type }] of Object.entries({
      ...keyColumns({ name: model, view }),
      ...view.request,
    })) {
      const other = found.get(name) ?? { type, model }
      if (other.type !== type) {
        return `"${name}" is a ${type} of ${model}, and a ${other.type} of ${other.model}`
      }
      found.set(name, other)
    }
  }
  return undefined
}

function prepareFault(service: Composed): string | undefined {
  const { prepare } = service
  if (prepare === undefined) return undefined
  const taken = [service.model, ...partsOf(service).map(({ model }) => model)].flatMap((model) =>
    Object.keys(columnsOfModel(model)).filter((name) => !Object.hasOwn(model.view.request, name)),
  )
  const own = Object.keys(prepare.asks).find((name) => taken.includes(name))
  if (own === undefined) return undefined
  return `"${own}" is asked for anyway: key, moment and features come as they are, and aren't prepared`
}

function replyFault({ model, reply }: Composed): string | undefined {
  const { view } = model
  const taken = [
    ...answerMembers,
    view.label.column,
    ...view.label.group.key,
    ...Object.keys(view.features),
  ]
  const own = Object.keys(reply?.tells ?? {}).find((name) => taken.includes(name))
  return own === undefined ? undefined : `its answers have a "${own}" already`
}

function unknownKeysFault({ unknownKeys, confidence }: Composed): string | undefined {
  if (unknownKeys !== 'otherwise' || confidence?.otherwise !== undefined) return undefined
  return 'what is answered for unknown keys is missing: `confidence` has no `otherwise`'
}

function confidenceFault({ confidence }: Composed): string | undefined {
  if (confidence === undefined) return undefined
  const { atLeast, otherwise } = confidence
  if (!(atLeast >= 0 && atLeast <= 1))
    return `its least confidence is ${atLeast}, and must be from 0 to 1`
  return typeof otherwise === 'number' && !Number.isFinite(otherwise)
    ? `what it answers otherwise is ${otherwise}, which JSON can't tell`
    : undefined
}
