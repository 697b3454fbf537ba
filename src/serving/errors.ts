import { defineErrors } from '../base/index.ts'

export const servingErrors = defineErrors('serving', {
  wrongServiceName: {
    kind: 'definition',
    message: (d: { name: string }) =>
      `"${d.name}" can't name a service: it becomes part of addresses and of file names.`,
    hint: 'Use small letters, digits and hyphens, beginning with a letter.',
  },
  keyColumnTaken: {
    kind: 'definition',
    message: (d: { model: string; column: string }) =>
      `Predictions of ${d.model} can't be stored: its key column "${d.column}" is called like a column that every prediction has.`,
    hint: 'Rename the key column in its groups.',
  },
  serviceNotFound: {
    kind: 'not-found',
    message: (d: { service: string; suggestion: string }) =>
      `There is no service "${d.service}". ${d.suggestion}`,
    hint: 'List them with `swell service list`.',
  },
  notReady: {
    kind: 'conflict',
    message: (d: { service: string; model: string; alias: string; problem: string | undefined }) =>
      `Service ${d.service} has nothing to serve: ${d.problem ?? `no version of ${d.model} is its ${d.alias} yet.`}`,
    hint: (d: { model: string; alias: string }) =>
      `Promote a version: swell models promote ${d.model} --alias ${d.alias}`,
  },
  rowDoesNotFit: {
    kind: 'wrong-use',
    message: (d: { rowNumber: number; field: string; found: string; wanted: string }) =>
      `Row ${d.rowNumber}: "${d.field}" is ${d.found}, but must be ${d.wanted}.`,
  },
  unknownField: {
    kind: 'wrong-use',
    message: (d: { rowNumber: number; field: string; found: string; suggestion: string }) =>
      `Row ${d.rowNumber}: there is no field "${d.field}" (it is ${d.found}). ${d.suggestion}`,
  },
  tooManyRows: {
    kind: 'wrong-use',
    message: (d: { rowCount: number; limit: number }) =>
      `${d.rowCount} rows were asked for at once; at most ${d.limit} are answered.`,
    hint: 'Send them in several requests, or predict them as a batch.',
  },
  nothingKnown: {
    kind: 'refused',
    message: (d: { rowNumber: number; field: string; key: string; at: string; missing: string }) =>
      `Row ${d.rowNumber} can't be answered: nothing is known of ${d.key} at ${d.at}; missing are ${d.missing}.`,
    hint: 'Ask for another key or moment, or set the features in the row.',
  },
  versionDamaged: {
    kind: 'refused',
    message: (d: { model: string; version: number; problem: string }) =>
      `Version ${d.version} of ${d.model} can't be served: ${d.problem}.`,
    hint: 'Restore its files from a copy of the state, or train and promote another version.',
  },
  versionDiffers: {
    kind: 'refused',
    message: (d: { model: string; version: number; row: number; found: number; wanted: number }) =>
      `Version ${d.version} of ${d.model} is not served: it gives ${d.found} for row ${d.row + 1} of its example, where ${d.wanted} was recorded when it was trained.`,
    hint: 'Its files are damaged or this release computes otherwise; train and promote another version.',
  },
  versionDoesNotFit: {
    kind: 'refused',
    message: (d: { model: string; version: number; view: string; problem: string }) =>
      `Version ${d.version} of ${d.model} doesn't fit view ${d.view}: ${d.problem}.`,
    hint: 'The view has changed since; train again and promote the new version.',
  },
  featuresDiffer: {
    kind: 'refused',
    message: (d: { model: string; version: number; view: string; named: string }) =>
      `Version ${d.version} of ${d.model} learned from other features: view ${d.view} computes ${d.named} otherwise now.`,
    hint: 'Train again and promote the new version, or take the change of the view back.',
  },
  forecastNotOffered: {
    kind: 'wrong-use',
    message: (d: { service: string }) => `Service ${d.service} gives no forecast.`,
    hint: 'Say how far ahead in its definition: forecast: { ahead: "10d" }.',
  },
  forecastNotFound: {
    kind: 'not-found',
    message: (d: { service: string; key: string; known: string }) =>
      `Service ${d.service} has no forecast for ${d.key}. There is: ${d.known}.`,
  },
  answersForecasts: {
    kind: 'wrong-use',
    message: (d: { service: string }) =>
      `Service ${d.service} answers forecasts of series, not rows.`,
    hint: (d: { service: string }) =>
      `Ask it for one: GET /services/${d.service}/forecast?series=…&ahead=…`,
  },
  seriesNotFound: {
    kind: 'not-found',
    message: (d: { forecast: string; series: string; known: string }) =>
      `The forecast ${d.forecast} has no series ${d.series}. There is: ${d.known}.`,
  },
  beyondHorizon: {
    kind: 'wrong-use',
    message: (d: {
      service: string
      forecast: string
      ahead: number
      steps: number
      every: string
    }) =>
      `Service ${d.service} was asked ${d.ahead} steps ahead; ${d.forecast} has learned 1 to ${d.steps}, each of ${d.every}.`,
    hint: 'Ask for fewer, or train a forecast of more: its definition says `steps`.',
  },
  noHistory: {
    kind: 'wrong-use',
    message: (d: {
      series: string
      from: string
      first: string | undefined
      knownCount: number
      wantedCount: number
      every: string
    }) =>
      `Of ${d.series} ${d.knownCount} steps of ${d.every} are known before ${d.from}, and ${d.wantedCount} are read.`,
    hint: (d: { first: string | undefined }) =>
      d.first === undefined
        ? 'Nothing is known of it yet.'
        : `It is known from ${d.first} on: ask from a later moment.`,
  },
  untrainedForecast: {
    kind: 'not-found',
    message: (d: { forecast: string }) =>
      `No version of the forecast ${d.forecast} was trained yet.`,
    hint: (d: { forecast: string }) => `Train one: swell forecast train ${d.forecast}`,
  },
  nothingToPredict: {
    kind: 'refused',
    message: (d: { model: string }) => `There is no moment to predict for ${d.model}.`,
    hint: 'Load the groups that its view reads, and look at `swell view preview`.',
  },
  predictionNotFound: {
    kind: 'not-found',
    message: (d: { id: string }) => `There is no prediction ${d.id}.`,
    hint: 'The id stands in each answer as predictionId.',
  },
  lineTooLong: {
    kind: 'wrong-use',
    message: (d: { limit: number }) =>
      `A line of the body is longer than ${d.limit.toLocaleString('en')} characters; each is one row.`,
    hint: 'Lines end with \\n.',
  },
  messageNotARow: {
    kind: 'wrong-use',
    message: (d: { text: string }) => `A message must be a row as JSON; this is none: ${d.text}`,
    hint: 'For example { "beachId": "lahinch" }; by a Redis stream in the field `row`.',
  },
  tooBusy: {
    kind: 'outside',
    message: (d: { service: string; waiting: number }) =>
      `Service ${d.service} has more to answer than it can: ${d.waiting} requests wait for their turn.`,
    hint: 'Ask again in a second. How much it takes on is said in its definition: limits: { concurrent, waiting }.',
  },
  tooLate: {
    kind: 'outside',
    message: (d: { service: string; withinMs: number }) =>
      `Service ${d.service} has not answered within ${d.withinMs} ms.`,
    hint: 'What was asked may have been predicted and kept all the same.',
  },
  tooManyRequests: {
    kind: 'wrong-use',
    message: (d: { service: string; waitMs: number }) =>
      `Service ${d.service} was asked too often by this client; it may ask again in ${Math.ceil(d.waitMs)} ms.`,
    hint: 'Send several rows in one request.',
  },
  wrongComposition: {
    kind: 'definition',
    message: (d: { service: string; problem: string }) =>
      `The models of service ${d.service} can't be put together: ${d.problem}.`,
    hint: 'What is said of chain, ensemble, prepare, reply and confidence stands in docs/composition.md.',
  },
  partDoesNotFit: {
    kind: 'refused',
    message: (d: {
      service: string
      part: string
      model: string
      version: number
      problem: string
    }) =>
      `Version ${d.version} of ${d.model} can't be "${d.part}" of service ${d.service}: ${d.problem}.`,
    hint: 'Train and promote a version that fits, or change the service.',
  },
  modelNotKnown: {
    kind: 'definition',
    message: (d: { model: string }) =>
      `The prediction was made by model ${d.model} too, which the project defines no more.`,
    hint: 'Take the model back into `models` of swell.config.ts.',
  },
  processingFailed: {
    kind: 'refused',
    message: (d: { service: string; part: string; problem: string }) =>
      `The function \`${d.part}\` of service ${d.service} failed: ${d.problem}.`,
    hint: 'What it must not take on is refused by `throw refuseRow(field, wanted)`.',
  },
  wrongLimits: {
    kind: 'definition',
    message: (d: { service: string; name: string; found: number }) =>
      `The limit "${d.name}" of service ${d.service} is ${d.found}, but must be larger than 0.`,
    hint: 'For example: limits: { concurrent: 64, waiting: 1000, within: "30s", perClient: { perSecond: 50 } }.',
  },
  wrongLog: {
    kind: 'definition',
    message: (d: { service: string; problem: string }) =>
      `The log of service ${d.service} can't be kept so: ${d.problem}`,
    hint: 'For example: log: { sample: 0.1, redact: ["height"], keep: "365d" }.',
  },
  redactedRequest: {
    kind: 'refused',
    message: (d: { id: string; fields: string }) =>
      `Prediction ${d.id} can't be made again: ${d.fields} of its request was not kept.`,
    hint: 'The log of its service redacts it.',
  },
  outcomeOfNothing: {
    kind: 'not-found',
    message: (d: { rowNumber: number; id: string; model: string }) =>
      `Row ${d.rowNumber}: ${d.model} has made no prediction ${d.id}.`,
    hint: 'The id stands in each answer as predictionId. Nothing of what was told is kept; tell it without this row.',
  },
  journalNotWritable: {
    kind: 'outside',
    message: (d: { path: string; problem: string }) =>
      `The prediction journal ${d.path} can't be written: ${d.problem}.`,
    hint: 'No prediction is answered that is not in the journal. Make room on the disk.',
  },
  wrongShares: {
    kind: 'wrong-use',
    message: (d: { shares: readonly number[] }) =>
      `The shares ${d.shares.join(', ')} can't be stages: each must be larger than the one before, and none larger than 1.`,
    hint: 'For example: --shares 0.05,0.25,1',
  },
  versionAnswersAlready: {
    kind: 'conflict',
    message: (d: { service: string; version: number; alias: string }) =>
      `Version ${d.version} is the ${d.alias} with which service ${d.service} answers already.`,
    hint: 'Try another version; list them with `swell models list`.',
  },
  challengeRunning: {
    kind: 'conflict',
    message: (d: { service: string }) => `Service ${d.service} is challenged by a version already.`,
    hint: (d: { service: string }) =>
      `Look at it with \`swell service challenges ${d.service}\`, or end it: swell service challenge-end ${d.service}`,
  },
  noChallenge: {
    kind: 'conflict',
    message: (d: { service: string }) => `Service ${d.service} is challenged by no version.`,
    hint: (d: { service: string }) =>
      `Start one: swell service challenge ${d.service} 2 --as shadow`,
  },
  challengeNotFound: {
    kind: 'not-found',
    message: (d: { service: string; id: string }) =>
      `Service ${d.service} has had no challenge ${d.id}.`,
    hint: (d: { service: string }) => `List them: swell service challenges ${d.service}`,
  },
  lastStage: {
    kind: 'conflict',
    message: (d: { service: string }) =>
      `The challenge of service ${d.service} is in its last stage; there is none to advance to.`,
    hint: 'Wait until it takes the alias, promote the version, or end the challenge.',
  },
  notExplained: {
    kind: 'refused',
    message: (d: { model: string; version: number }) =>
      `Version ${d.version} of ${d.model} has kept nothing to explain its predictions by.`,
    hint: 'Versions that were trained before predictions could be explained, or elsewhere, have not: train the model again.',
  },
  batchFileMissing: {
    kind: 'not-found',
    message: (d: { file: string }) => `There is no file ${d.file} to predict the rows of.`,
  },
  batchFileWrong: {
    kind: 'wrong-use',
    message: (d: { file: string; problem: string }) =>
      `The rows of ${d.file} can't be read: ${d.problem}.`,
    hint: 'Readable are .csv, .tsv, .json, .jsonl, .ndjson, .parquet and .arrow files, packed (.gz, .br, .zst) or not.',
  },
  batchColumnMissing: {
    kind: 'refused',
    message: (d: { file: string; column: string; suggestion: string }) =>
      `${d.file} has no column "${d.column}". ${d.suggestion}`,
  },
  batchRowWrong: {
    kind: 'refused',
    message: (d: { file: string; problem: string }) => `${d.file}: ${d.problem}`,
    hint: 'Nothing was predicted. Mend the row, or leave it out.',
  },
  batchOutWrong: {
    kind: 'wrong-use',
    message: (d: { file: string; problem: string }) =>
      `The predictions can't be written to ${d.file}: ${d.problem}.`,
    hint: 'End the name in .csv, .tsv, .json, .jsonl, .ndjson, .parquet or .arrow. What was predicted is kept: asked again, it goes on from there.',
  },
  wrongImage: {
    kind: 'definition',
    message: (d: { service: string; problem: string }) =>
      `Service ${d.service} can't make rows of images: ${d.problem}.`,
    hint: 'Name the fields of the view’s request in the order of the image: row by row, from the left.',
  },
  wrongNames: {
    kind: 'definition',
    message: (d: { service: string; problem: string }) =>
      `Service ${d.service} can't call its columns so: ${d.problem}`,
    hint: 'Name features or columns of the request, each once: names: { capitalGain: "capital-gain" }',
  },
  noImages: {
    kind: 'wrong-use',
    message: (d: { service: string }) => `Service ${d.service} predicts from no images.`,
    hint: 'Say how an image becomes a row: defineService({ image: { width: 14, height: 14, fields: [ … ] }, … })',
  },
  imageWrong: {
    kind: 'wrong-use',
    message: (d: { problem: string }) => `The image can't be read: ${d.problem}.`,
    hint: 'Send a PNG, or a byte of grey for each pixel (application/octet-stream). The page of the service takes any image that the browser can show.',
  },
  noClasses: {
    kind: 'wrong-use',
    message: (d: { model: string; version: number }) =>
      `Version ${d.version} of ${d.model} predicts an amount, and tells no classes apart.`,
    hint: 'Where its number is how likely the second of two classes is, name them: defineService({ classes: ["no", "yes"], … })',
  },
})
