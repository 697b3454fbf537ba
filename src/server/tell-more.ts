import type { OpenedProject } from '../project/index.ts'
import { answerExplainer, answerShares, type Answer, type Service } from '../serving/index.ts'
import { serverErrors } from './errors.ts'
import { show } from './read-input.ts'

type Query = Readonly<Record<string, unknown>>

/** Makes a function that adds to an answer what a query asks for: why, and how likely each class is. */
export function moreTeller(
  project: OpenedProject,
): (service: Service, query: Query, answer: Answer) => Promise<unknown> {
  const explain = answerExplainer(project)
  const share = answerShares(project)
  return async (service, query, answer) => {
    const wanted = { explain: isAsked(query, 'explain'), shares: isAsked(query, 'probabilities') }
    const explained = wanted.explain ? await explain(answer, service.names) : answer
    return wanted.shares ? share(service, explained as Answer) : explained
  }
}

/** Whether a query asks for more than the answer. Throws `inputNotAsAgreed`. */
export function asksMore(query: Query): boolean {
  return isAsked(query, 'explain') || isAsked(query, 'probabilities')
}

function isAsked(query: Query, field: string): boolean {
  const value = query[field]
  if (value === undefined || value === 'false') return false
  if (value === 'true' || value === '') return true
  const found = show(value)
  throw serverErrors.inputNotAsAgreed({ where: 'query', field, found, wanted: 'true or false' })
}
