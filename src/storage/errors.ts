import { defineErrors } from '../base/index.ts'

export const storageErrors = defineErrors('storage', {
  databaseBusy: {
    kind: 'outside',
    message: (d: { path: string }) =>
      `The database ${d.path} was locked by another process for ten seconds.`,
    hint: 'Try again; if it stays so, end the process that holds it (`swell doctor` lists them).',
  },
  databaseDamaged: {
    kind: 'outside',
    message: (d: { path: string; found: string }) =>
      `The file ${d.path} is not a whole SQLite database: ${d.found}.`,
    hint: 'Put back a copy of the state folder, or move the file away to start anew.',
  },
  databaseUnreachable: {
    kind: 'outside',
    message: (d: { path: string; found: string }) =>
      `The database ${d.path} can't be opened or written: ${d.found}.`,
    hint: 'See whether the folder exists, may be written, and has room left.',
  },
  databaseIsNewer: {
    kind: 'conflict',
    message: (d: { found: number; known: number }) =>
      `The database has schema version ${d.found}, and this groundswell knows up to ${d.known}.`,
    hint: 'Install the newer groundswell that wrote it; a schema only moves forward.',
  },
  insideTransaction: {
    kind: 'wrong-use',
    message: () =>
      'A query was sent past the transaction that is under way; it would wait for its end for ever.',
    hint: 'Inside `transaction(work)` use only the session that `work` was given.',
  },
  notUnique: {
    kind: 'conflict',
    message: (d: { found: string }) => `There is already such a row: ${d.found}.`,
  },
  claimHeld: {
    kind: 'conflict',
    message: (d: { name: string; owner: string; claimedAt: string }) =>
      `"${d.name}" is held by ${d.owner} since ${d.claimedAt}.`,
    hint: 'Wait until it has ended, or end that process; its claim is then free at once.',
  },
  blobNotFound: {
    kind: 'not-found',
    message: (d: { digest: string }) => `The blob ${d.digest} is not in the store.`,
    hint: 'It was removed, or the state folder was copied without its blobs: bring the data in again.',
  },
  blobDamaged: {
    kind: 'outside',
    message: (d: { digest: string; path: string; found: string }) =>
      `The blob ${d.digest} is damaged: the content of ${d.path} has the digest ${d.found}.`,
    hint: (d: { path: string }) =>
      `Put ${d.path} back from a copy, or delete it and bring the same data in again.`,
  },
  noRoomLeft: {
    kind: 'outside',
    message: (d: { folder: string }) => `The disk that holds ${d.folder} is full.`,
    hint: 'Make room and do it again: what was kept before is whole. `swell data gc` tells what could go.',
  },
})
