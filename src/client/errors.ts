/** The problems that no server told us of. Plain data, as `defineErrors` would not run in a browser. */
export const clientErrors = {
  serverNotReached: {
    code: 'client.serverNotReached',
    title: 'Server not reached',
    detail: (d: { address: string }) => `Nothing answers at ${d.address}.`,
    hint: 'Start it with `swell up`, or check the address.',
  },
  notAProblem: {
    code: 'client.notAProblem',
    title: 'Unknown failure',
    detail: (d: { address: string; status: number }) =>
      `${d.address} answered ${d.status} without saying why.`,
    hint: 'Look into the log of the server, or of a proxy in front of it.',
  },
  replyNotAsAgreed: {
    code: 'client.replyNotAsAgreed',
    title: 'Another version of the contract',
    detail: (d: { address: string; where: string }) =>
      `The answer of ${d.address} does not fit the contract at ${d.where}.`,
    hint: 'Client and server are of different versions: install the same one on both sides.',
  },
} as const
