export { ApiProblem, isApiProblem } from './api-problem.ts'
export { createClient, type CallOptions, type Client } from './create-client.ts'
export { readCombinedReport, type CombinedReport } from './read-combined-report.ts'
