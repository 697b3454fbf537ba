/** A request that failed, in the words of the server (RFC 9457) or, with status 0, in ours. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly hint: string | undefined
  /** Every member of the problem, also those that only this one has. */
  readonly members: Readonly<Record<string, unknown>>

  constructor(problem: ProblemMembers, cause?: unknown) {
    super(problem.detail, cause === undefined ? undefined : { cause })
    this.status = problem.status
    this.code = problem.code
    this.title = problem.title
    this.detail = problem.detail
    this.hint = problem.hint
    this.members = { ...problem }
  }
}

export interface ProblemMembers {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly hint?: string | undefined
}

/** True for an `ApiProblem`; with `code`, only for that one. */
export function isApiProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code)
}
