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
  s3UrlInvalid: {
    kind: 'wrong-use',
    message: (d: { url: string; problem: string }) =>
      `${d.url} can't be a place in S3: ${d.problem}.`,
    hint: 'Write s3://<bucket>/<prefix>, and the server as --endpoint https://<host>.',
  },
  s3CredentialsMissing: {
    kind: 'outside',
    message: (d: { profile: string; file: string }) =>
      `There are no keys for S3: neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, nor the profile "${d.profile}" in ${d.file}.`,
    hint: 'Set both variables, in the environment or in .env, or choose a profile with AWS_PROFILE.',
  },
  s3Refused: {
    kind: 'outside',
    message: (d: { place: string; said: string }) => `${d.place} does not let us in: ${d.said}.`,
    hint: 'See whose keys are used (AWS_ACCESS_KEY_ID, AWS_PROFILE), and whether they may read, write and list there.',
  },
  s3BucketNotFound: {
    kind: 'outside',
    message: (d: { place: string }) => `There is no such bucket: ${d.place}.`,
    hint: 'Make it first, or correct its name in swell.remotes.json; buckets are not made by themselves.',
  },
  s3ClockWrong: {
    kind: 'outside',
    message: (d: { place: string }) =>
      `${d.place} refuses requests of this machine's time, even by its own clock.`,
    hint: 'Set the clock of this machine, and that of the server.',
  },
  s3ObjectNotFound: {
    kind: 'not-found',
    message: (d: { place: string; key: string }) => `${d.place} does not have ${d.key}.`,
  },
  s3Unreachable: {
    kind: 'outside',
    message: (d: { place: string; problem: string }) => `${d.place} failed: ${d.problem}.`,
    hint: 'Do the same again when it is well: what has arrived is not sent twice.',
  },
})
