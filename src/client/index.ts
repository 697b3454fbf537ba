export { ApiProblem, isApiProblem } from './api-problem.ts'
export type { CallInput, CallReply } from './call-input.ts'
export { createClient, type CallOptions, type Client } from './create-client.ts'
export { clientErrors } from './errors.ts'
export {
  readCombinedReport,
  type CombinedAsked,
  type CombinedReport,
} from './read-combined-report.ts'
