import { defineErrors } from '../../base/quick.ts'

export const datasetErrors = defineErrors('data', {
  datasetNotFound: {
    kind: 'not-found',
    message: (d: { dataset: string; suggestion: string }) =>
      `There is no dataset "${d.dataset}". ${d.suggestion}`,
    hint: 'List them with `swell data list`; `swell data pull` brings those of a remote.',
  },
  datasetVersionNotFound: {
    kind: 'not-found',
    message: (d: { dataset: string; version: string; known: string }) =>
      `Dataset ${d.dataset} has no version ${d.version}; it has ${d.known}.`,
    hint: (d: { dataset: string }) => `See its versions with \`swell data show ${d.dataset}\`.`,
  },
  datasetVersionElsewhere: {
    kind: 'not-found',
    message: (d: { pointer: string; dataset: string; digest: string }) =>
      `${d.pointer} points to content ${d.digest.slice(0, 12)} of ${d.dataset}, which is not here.`,
    hint: 'Bring it from a remote with `swell data pull`, or push it from where it was added.',
  },
  datasetNameTaken: {
    kind: 'conflict',
    message: (d: { dataset: string; path: string; other: string }) =>
      `${d.path} can't become dataset "${d.dataset}": that is ${d.other}.`,
    hint: 'Give it a name of its own with `--name`.',
  },
  datasetNameInvalid: {
    kind: 'wrong-use',
    message: (d: { name: string }) => `"${d.name}" can't be the name of a dataset.`,
    hint: 'Letters, digits, dots, dashes and underscores; the first is a letter or digit.',
  },
  aliasInvalid: {
    kind: 'wrong-use',
    message: (d: { alias: string }) => `"${d.alias}" can't be an alias of a version.`,
    hint: 'It starts with a letter, and `latest` moves by itself with every add.',
  },
  aliasMovedMeanwhile: {
    kind: 'conflict',
    message: (d: { dataset: string; alias: string }) =>
      `Somebody else moved ${d.alias} of ${d.dataset} at the same moment; it was left where they put it.`,
    hint: 'Look where it points now, and tag again if you still want to.',
  },
  versionHeld: {
    kind: 'conflict',
    message: (d: { dataset: string; version: number; holders: string }) =>
      `Version ${d.version} of ${d.dataset} is held by ${d.holders}.`,
    hint: 'Let go of it there first, or remove it all the same with `--force`.',
  },
  dataNotFound: {
    kind: 'not-found',
    message: (d: { path: string }) => `There is nothing at ${d.path}.`,
  },
  dataOutsideProject: {
    kind: 'wrong-use',
    message: (d: { path: string; root: string }) =>
      `${d.path} is not inside the project ${d.root}.`,
    hint: 'Move it into the project: its pointer file is to stand beside it, in Git.',
  },
  folderWithoutFiles: {
    kind: 'wrong-use',
    message: (d: { path: string }) =>
      `${d.path} holds no file: there is nothing to keep a version of.`,
  },
  notAPlainFile: {
    kind: 'wrong-use',
    message: (d: { path: string; kind: string }) =>
      `${d.path} is a ${d.kind}; a dataset holds plain files and folders.`,
    hint: 'Put what it stands for in its place, or take it out of the folder.',
  },
  fileNotReadable: {
    kind: 'outside',
    message: (d: { path: string; problem: string }) => `${d.path} can't be read: ${d.problem}.`,
    hint: 'See whether this user may read it, and whether the disk is well. No version was made.',
  },
  placeNotWritable: {
    kind: 'outside',
    message: (d: { path: string; problem: string }) => `${d.path} can't be written: ${d.problem}.`,
    hint: 'See whether this user may write there, and whether the disk has room; then do it again.',
  },
  pathNotSafe: {
    kind: 'refused',
    message: (d: { file: string; path: string }) =>
      `${d.file} names the path "${d.path}", which leads out of its folder or is none at all.`,
    hint: 'It was not written by `swell data add`. Don’t use it, and ask where it comes from.',
  },
  pointerInvalid: {
    kind: 'definition',
    message: (d: { file: string; problem: string }) =>
      `${d.file} is no pointer to a version: ${d.problem}.`,
    hint: 'Take it from Git again, or write it anew with `swell data add`.',
  },
  versionContentInvalid: {
    kind: 'outside',
    message: (d: { digest: string; problem: string }) =>
      `The blob ${d.digest} does not describe a version of a dataset: ${d.problem}.`,
    hint: 'Bring the data in again with `swell data add`, or from a remote with `swell data pull`.',
  },
  changesNotKept: {
    kind: 'conflict',
    message: (d: { path: string; count: number; examples: string }) =>
      `${d.count === 1 ? 'A file' : `${d.count} files`} under ${d.path} would be lost, as no version holds what is in ${d.count === 1 ? 'it' : 'them'}: ${d.examples}.`,
    hint: 'Keep them with `swell data add`, or give them up with `--force`.',
  },
  remoteNotFound: {
    kind: 'not-found',
    message: (d: { remote: string; known: string }) =>
      `There is no remote "${d.remote}"; there is ${d.known}.`,
    hint: 'Add one with `swell remote add <name> <folder or s3://…>`.',
  },
  remoteNameInvalid: {
    kind: 'wrong-use',
    message: (d: { name: string }) => `"${d.name}" can't be the name of a remote.`,
    hint: 'It starts with a letter, and holds letters, digits, dots, dashes and underscores.',
  },
  remoteTaken: {
    kind: 'conflict',
    message: (d: { remote: string; place: string }) =>
      `There is a remote "${d.remote}" already: ${d.place}.`,
    hint: 'Choose another name, or take it out of swell.remotes.json.',
  },
  remotesFileInvalid: {
    kind: 'definition',
    message: (d: { file: string; problem: string }) => `${d.file} can't be read: ${d.problem}.`,
    hint: 'It holds names and places: {"origin": {"folder": "/mnt/data"}, "far": {"url": "s3://bucket"}}.',
  },
  remoteUnreachable: {
    kind: 'outside',
    message: (d: { remote: string; problem: string }) =>
      `The remote ${d.remote} failed: ${d.problem}.`,
    hint: 'When it is back, do the same again: what has arrived is not sent twice.',
  },
  remoteContentWrong: {
    kind: 'outside',
    message: (d: { remote: string; digest: string; found: string }) =>
      `The remote ${d.remote} gave something else for ${d.digest}: its content has the digest ${d.found}.`,
    hint: 'It was not taken in. Push the content again from where it is whole.',
  },
  remoteContentMissing: {
    kind: 'not-found',
    message: (d: { remote: string; digest: string }) =>
      `The remote ${d.remote} does not have the content ${d.digest}.`,
    hint: 'Push it from where it is with `swell data push`.',
  },
})
