import { requestFeatures } from '../../features/index.ts'
import { rowAnswerer, type AnswerRows } from '../answer-rows.ts'
import { servingErrors } from '../errors.ts'
import { followAlias, type FollowDeps } from '../follow-alias.ts'
import type { LoadedPredictor } from '../load-predictor.ts'
import type { Service } from '../service.ts'
import type { Serving } from '../serving.ts'
import { prepareWhatIf } from '../what-if.ts'
import { columnsOfModel } from './composed-columns.ts'
import { partsOf, type ServicePart } from './service-parts.ts'
import { tellsClasses } from './tell-classes.ts'

/** A part of a service that follows its alias. */
export interface OpenPart {
  readonly part: ServicePart
  /** The fields of a row that concern it. */
  readonly fields: ReadonlySet<string>
  readonly answerRows: AnswerRows
  serving(): Serving | undefined
  problem(): string | undefined
  refresh(): Promise<void>
}

/** Opens all models of a service but its own. */
export function openParts(deps: FollowDeps, service: Service): OpenPart[] {
  return partsOf(service)
    .filter(({ isOwn }) => !isOwn)
    .map((part) => openPart(deps, service, part))
}

function openPart(
  deps: FollowDeps,
  { kind, name, batching }: Service,
  part: ServicePart,
): OpenPart {
  const { model, alias } = part
  const own: Service = { kind, name, model, alias, ...(batching === undefined ? {} : { batching }) }
  const whatIf = prepareWhatIf(model.view)
  const following = followAlias(deps, own, whatIf.view, (predictor) => {
    assertAnswers(name, part, predictor)
  })
  return {
    part,
    fields: new Set(Object.keys(columnsOfModel(model))),
    answerRows: rowAnswerer(own, whatIf, undefined),
    serving: () => following.current().serving,
    problem: () => following.current().problem,
    refresh: () => following.refresh(),
  }
}

/** What a part is to say must be what its version says, by its signature. Throws `partDoesNotFit`. */
function assertAnswers(service: string, part: ServicePart, { version }: LoadedPredictor): void {
  const { name, type } = version.signature.output
  const { column } = part.model.view.label
  const problem =
    name !== column
      ? `it predicts "${name}", not "${column}"`
      : type === 'text' || type === 'timestamp'
        ? `it predicts a ${type}, not a number`
        : undefined
  if (problem === undefined) return
  const { model, version: number } = version
  throw servingErrors.partDoesNotFit({ service, part: part.name, model, version: number, problem })
}

/**
 * Whether a version of a service's own model can stand where it stands: it reads what it is told by others, and says
 * how sure it is. Throws `partDoesNotFit`.
 */
export function assertComposes(service: Service, predictor: LoadedPredictor): void {
  const { version, inputs } = predictor
  const { model, chain = {} } = service
  const { features, request } = model.view
  const read = new Set(inputs.map((input) => input.name))
  const unread = Object.keys(chain).find(
    (column) =>
      Object.hasOwn(request, column) &&
      !Object.entries(features).some(
        ([name, feature]) => read.has(name) && requestFeatures({ [name]: feature }).has(column),
      ),
  )
  const problem =
    unread !== undefined
      ? `none of its inputs is made of "${unread}", which another model tells it`
      : isSure(service, predictor)
        ? undefined
        : 'how sure it is can only be told by a function: confidence.of'
  if (problem === undefined) return
  const { model: name, version: number } = version
  throw servingErrors.partDoesNotFit({
    service: service.name,
    part: 'model',
    model: name,
    version: number,
    problem,
  })
}

/** Whether it can be told without a function. What several models say of many classes can't be. */
function isSure(service: Service, predictor: LoadedPredictor): boolean {
  const { confidence, ensemble } = service
  if (confidence === undefined || confidence.of !== undefined || ensemble?.by === 'vote')
    return true
  const told = tellsClasses(service, predictor)
  return told === 'chance' || (told === 'shares' && ensemble === undefined)
}
