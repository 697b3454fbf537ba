import { defineErrors } from '../../base/index.ts'

export const accessErrors = defineErrors('server', {
  keyMissing: {
    kind: 'refused',
    message: () => 'This server answers only who shows a key.',
    hint: 'Make one with `swell keys create`, and send it: Authorization: Bearer <key>',
  },
  keyNotAccepted: {
    kind: 'refused',
    message: () => 'The key is not one of this server’s, or it has expired or was revoked.',
    hint: 'List the keys with `swell keys list`; make another with `swell keys create`.',
  },
  keyAllowsLess: {
    kind: 'refused',
    message: (d: { name: string; wanted: string }) =>
      `Key ${d.name} doesn't allow this: it takes a key with the scope ${d.wanted}.`,
    hint: (d: { wanted: string }) => `Make one: swell keys create <name> --scope ${d.wanted}`,
  },
  keyNotFound: {
    kind: 'not-found',
    message: (d: { key: string; suggestion: string }) =>
      `There is no key "${d.key}". ${d.suggestion}`,
    hint: 'List the keys with `swell keys list`.',
  },
  keyNameTaken: {
    kind: 'conflict',
    message: (d: { name: string }) => `There is a key "${d.name}" already.`,
    hint: (d: { name: string }) =>
      `Take another name, or end that one first: swell keys revoke ${d.name}`,
  },
  scopeUnknown: {
    kind: 'wrong-use',
    message: (d: { scope: string; services: readonly string[] }) =>
      `There is no scope "${d.scope}": a scope is ${['read', 'write', 'predict', ...d.services.map((name) => `predict:${name}`)].join(', ')}.`,
  },
  certificateNotReadable: {
    kind: 'wrong-use',
    message: (d: { problem: string }) => `The certificate or its key can't be used: ${d.problem}.`,
    hint: 'Give both as files in PEM: --tls-cert server.crt --tls-key server.key',
  },
})
