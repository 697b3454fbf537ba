import type { BackTest, FittedForecaster } from '../../learn/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { readVersionFile } from '../get-version.ts'
import type { ModelVersion } from '../model-version.ts'

/** The files that a version of a forecast has beside its graphs. */
export const forecastFiles = { learned: 'forecast.json', backTest: 'back-test.json' } as const

/** What a version of a forecast has learned. Throws `fileNotFound`. */
export function readForecaster(blobs: BlobStore, version: ModelVersion): Promise<FittedForecaster> {
  return readJson<FittedForecaster>(blobs, version, forecastFiles.learned)
}

/** How it did on moments of the past, point by point. Throws `fileNotFound`. */
export function readBackTest(blobs: BlobStore, version: ModelVersion): Promise<BackTest> {
  return readJson<BackTest>(blobs, version, forecastFiles.backTest)
}

async function readJson<Content>(
  blobs: BlobStore,
  version: ModelVersion,
  file: string,
): Promise<Content> {
  const bytes = await readVersionFile(blobs, version, file)
  return JSON.parse(new TextDecoder().decode(bytes)) as Content
}
