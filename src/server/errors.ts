import { defineErrors } from '../base/index.ts'

export const serverErrors = defineErrors('server', {
  portTaken: {
    kind: 'conflict',
    message: (d: { port: number; host: string }) =>
      `Port ${d.port} on ${d.host} is taken by another program.`,
    hint: (d: { port: number }) =>
      `Choose another one: --port ${d.port + 1}; or end the program that listens there (perhaps another swell up).`,
  },
  addressNotUsable: {
    kind: 'outside',
    message: (d: { port: number; host: string; problem: string }) =>
      `The server can't listen on ${d.host}, port ${d.port}: ${d.problem}.`,
    hint: 'Ports below 1024 need rights; --host must be an address of this machine, such as 127.0.0.1 or 0.0.0.0.',
  },
  nothingHere: {
    kind: 'not-found',
    message: (d: { method: string; path: string }) => `There is nothing at ${d.method} ${d.path}.`,
    hint: 'All addresses stand in /docs.',
  },
  inputNotAsAgreed: {
    kind: 'wrong-use',
    message: (d: { where: string; field: string; found: string; wanted: string }) =>
      `${d.field === '' ? `The ${d.where}` : `"${d.field}" of the ${d.where}`} is ${d.found}, but must be ${d.wanted}.`,
    hint: 'What each address takes stands in /docs.',
  },
  unknownInput: {
    kind: 'wrong-use',
    message: (d: { where: string; field: string; found: string; suggestion: string }) =>
      `The ${d.where} takes no "${d.field}" (it is ${d.found}). ${d.suggestion}`,
    hint: 'What each address takes stands in /docs.',
  },
  bodyNotMultipart: {
    kind: 'wrong-use',
    message: (d: { problem: string }) => `The body can't be read as a form: ${d.problem}.`,
    hint: 'Send each image as a file: curl -F image=@three.png …',
  },
  bodyNotJson: {
    kind: 'wrong-use',
    message: (d: { problem: string }) => `The body is not JSON: ${d.problem}.`,
    hint: "Send JSON, with the header content-type: application/json. With curl: -H 'content-type: application/json' -d '{…}'",
  },
  bodyTooLarge: {
    kind: 'wrong-use',
    message: (d: { limitBytes: number }) =>
      `The body is larger than ${Math.round(d.limitBytes / 1_000_000)} MB.`,
    hint: 'Send less at once.',
  },
  requestNotRead: {
    kind: 'wrong-use',
    message: (d: { problem: string }) => `The request can't be read: ${d.problem}.`,
  },
  bodyTooDeep: {
    kind: 'wrong-use',
    message: (d: { mostLevels: number }) =>
      `The body has lists or objects within each other on more than ${d.mostLevels} levels.`,
  },
  bodyTooSlow: {
    kind: 'wrong-use',
    message: (d: { withinMs: number }) =>
      `The body was not there within ${d.withinMs / 1000} s of its head.`,
    hint: 'Send it in one go, or rows line by line as application/x-ndjson.',
  },
  requestFromElsewhere: {
    kind: 'refused',
    message: (d: { origin: string }) =>
      `A page from ${d.origin} may not change anything here: only pages of this server may.`,
    hint: 'Send the request from a program, without the headers of a browser.',
  },
  tokenNotAccepted: {
    kind: 'refused',
    message: () => 'The request brings no token that this pipeline accepts.',
    hint: 'Make one with `swell schedule token <pipeline>`, and send it as `Authorization: Bearer <token>`.',
  },
  journalsNotMoved: {
    kind: 'outside',
    message: (d: { problem: string }) => `The prediction journals were not moved: ${d.problem}.`,
    hint: 'They stay where they are, and can be asked; it is tried again in an hour.',
  },
  siteNotBuilt: {
    kind: 'not-found',
    message: (d: { site: string }) => `The pages of site ${d.site} have not been built yet.`,
    hint: (d: { site: string }) => `Build them: swell site build ${d.site}`,
  },
  featureViewNotFound: {
    kind: 'not-found',
    message: (d: { name: string; suggestion: string }) =>
      `There is no view or group "${d.name}". ${d.suggestion}`,
  },
  featureNotFound: {
    kind: 'not-found',
    message: (d: { view: string; feature: string; suggestion: string }) =>
      `"${d.view}" has no feature "${d.feature}". ${d.suggestion}`,
    hint: 'A feature is named with its view or group: "swells:height".',
  },
  entityMissing: {
    kind: 'wrong-use',
    message: (d: { view: string; key: string }) =>
      `"${d.view}" is read by "${d.key}", of which the entities tell nothing.`,
    hint: (d: { key: string }) => `Add "${d.key}": […] to the entities.`,
  },
  entitiesUneven: {
    kind: 'wrong-use',
    message: (d: { counts: string }) =>
      `The lists of the entities are of different lengths: ${d.counts}.`,
    hint: 'The first values of all lists are the first row, and so on.',
  },
})
