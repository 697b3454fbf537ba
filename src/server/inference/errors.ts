import { defineErrors } from '../../base/index.ts'

/** Clients know some of these by their first words. */
export const inferenceErrors = defineErrors('server', {
  modelNotServed: {
    kind: 'not-found',
    message: (d: { name: string; suggestion: string }) =>
      `Request for unknown model: '${d.name}' is not found. ${d.suggestion}`,
    hint: 'What is called a model here is a service of the project: POST /v2/repository/index lists them.',
  },
  modelVersionNotServed: {
    kind: 'not-found',
    message: (d: { name: string; version: string; served: number | undefined }) =>
      `Request for unknown model: '${d.name}' version ${d.version} is not found: ${d.served === undefined ? 'no version' : `version ${d.served}`} is served.`,
    hint: 'Leave the version out to ask the one that the alias of the service points to.',
  },
  inferRequestWrong: {
    kind: 'wrong-use',
    message: (d: { problem: string }) => `The inference request is wrong: ${d.problem}.`,
    hint: 'GET /v2/models/<name> tells the inputs and outputs.',
  },
  inferHeaderWrong: {
    kind: 'wrong-use',
    message: (d: { found: string; length: number }) =>
      `Inference-Header-Content-Length is ${d.found}, but must be a whole number from 0 to the ${d.length} bytes of the body.`,
  },
  tensorDatatypeWrong: {
    kind: 'wrong-use',
    message: (d: { name: string; found: string; wanted: string }) =>
      `Input "${d.name}" is of datatype ${d.found}, but must be ${d.wanted}.`,
  },
  tensorShapeWrong: {
    kind: 'wrong-use',
    message: (d: { name: string; found: string; wanted: string }) =>
      `Input "${d.name}" has shape ${d.found}, but must have ${d.wanted}.`,
  },
  tensorDataWrong: {
    kind: 'wrong-use',
    message: (d: { name: string; found: string; wanted: string }) =>
      `The data of input "${d.name}" is ${d.found}, but must be ${d.wanted}.`,
  },
  tensorBytesWrong: {
    kind: 'wrong-use',
    message: (d: { name: string; found: string; wanted: string }) =>
      `The binary data of input "${d.name}" is ${d.found}, but must be ${d.wanted}.`,
  },
  numberTooLarge: {
    kind: 'wrong-use',
    message: (d: { name: string }) =>
      `Input "${d.name}" holds a whole number beyond ${Number.MAX_SAFE_INTEGER}, which no column can hold exactly.`,
  },
  tensorDataLeftOver: {
    kind: 'wrong-use',
    message: (d: { model: string; byteCount: number }) =>
      `unexpected additional input data for model '${d.model}': ${d.byteCount} bytes are left over.`,
  },
  outputNotFound: {
    kind: 'wrong-use',
    message: (d: { model: string; name: string; suggestion: string }) =>
      `unexpected inference output '${d.name}' for model '${d.model}'. ${d.suggestion}`,
  },
  rawRequestWrong: {
    kind: 'wrong-use',
    message: (d: { model: string; inputCount: number }) =>
      `Raw request must only have 1 input, and '${d.model}' takes ${d.inputCount}.`,
    hint: 'Name the inputs in JSON, and tell its length in Inference-Header-Content-Length.',
  },
  scoringNeedsName: {
    kind: 'wrong-use',
    message: (d: { names: readonly string[] }) =>
      d.names.length === 0
        ? 'There is no service to score by.'
        : `There are ${d.names.length} services, so the address must name one.`,
    hint: (d: { names: readonly string[] }) =>
      d.names.length === 0
        ? 'Declare one with defineService, and list it in the project.'
        : d.names.map((name) => `/services/${name}/invocations`).join(', '),
  },
  encodingNotRead: {
    kind: 'wrong-use',
    message: (d: { encoding: string }) => `A body in ${d.encoding} can't be read.`,
    hint: 'Send it as it is, or by gzip or deflate.',
  },
})
