import { realpath, stat } from 'node:fs/promises'
import { basename, extname, join, relative, resolve, sep } from 'node:path'
import type { Digest } from '../../base/index.ts'
import { pipelinesErrors } from '../errors.ts'
import type { OutputKind, OutputPlace } from './output-kind.ts'

/** A file that a step has made, as its followers get it. */
export interface StoredFile<Kind extends string = 'file'> {
  readonly kind: Kind
  readonly name: string
  readonly digest: Digest
  readonly sizeBytes: number
  readonly mediaType: string
}

/** The path of a file in the step's folder (`context.folder`), or its bytes. */
export function fileOutput(
  options: { readonly name?: string; readonly mediaType?: string } = {},
): OutputKind<string | Uint8Array, StoredFile> {
  return {
    kind: 'file',
    store: (given, place) =>
      typeof given === 'string'
        ? storeFile('file', given, place, options)
        : storeBytes('file', given, place, {
            name: options.name ?? place.output,
            mediaType: options.mediaType ?? 'application/octet-stream',
          }),
  }
}

/** A picture, to be seen with the run: the text of an SVG, or the bytes of a PNG. */
export function figureOutput(): OutputKind<string | Uint8Array, StoredFile<'figure'>> {
  return {
    kind: 'figure',
    store: (given, place) => {
      const isSvg = typeof given === 'string'
      if (isSvg ? !/<svg[\s>]/.test(given) : !isPng(given)) {
        const { step, output } = place
        const wanted = 'the text of an SVG or the bytes of a PNG'
        const found = isSvg ? `"${given.slice(0, 40)}"` : 'other bytes'
        throw pipelinesErrors.outputOfWrongKind({ step, output, wanted, found })
      }
      const [name, mediaType] = isSvg
        ? ([`${place.output}.svg`, 'image/svg+xml'] as const)
        : ([`${place.output}.png`, 'image/png'] as const)
      return storeBytes('figure', bytesOf(given), place, { name, mediaType })
    },
  }
}

/**
 * A model as ONNX: the path of its file in the step's folder (`context.folder`), or its bytes. A version of a
 * registered model is what `trainStep` gives.
 */
export function modelOutput(): OutputKind<string | Uint8Array, StoredFile<'model'>> {
  return {
    kind: 'model',
    store: async (given, place) => {
      const file = { name: `${place.output}.onnx`, mediaType: 'application/onnx' }
      const stored =
        typeof given === 'string'
          ? await storeFile('model', given, place, file)
          : await storeBytes('model', given, place, file)
      // The message of a model begins with the version of its format, as a number.
      const [first] = await place.blobs.get(stored.digest)
      if (first === 0x08) return stored
      const { step, output } = place
      const found = typeof given === 'string' ? given : 'other bytes'
      throw pipelinesErrors.outputOfWrongKind({ step, output, wanted: 'a model as ONNX', found })
    },
  }
}

/** A page to be read with the run: Markdown, or HTML where it begins with a tag. */
export function reportOutput(): OutputKind<string, StoredFile<'report'>> {
  return {
    kind: 'report',
    store: (given, place) => {
      if (typeof given !== 'string') {
        const { step, output } = place
        const wanted = 'a text in Markdown or HTML'
        throw pipelinesErrors.outputOfWrongKind({ step, output, wanted, found: typeof given })
      }
      const isHtml = given.trimStart().startsWith('<')
      const [ending, mediaType] = isHtml ? ['html', 'text/html'] : ['md', 'text/markdown']
      const name = `${place.output}.${ending}`
      return storeBytes('report', bytesOf(given), place, { name, mediaType })
    },
  }
}

async function storeBytes<Kind extends string>(
  kind: Kind,
  bytes: Uint8Array,
  { blobs, recordArtifact }: OutputPlace,
  { name, mediaType }: { readonly name: string; readonly mediaType: string },
): Promise<StoredFile<Kind>> {
  const file = { name, digest: await blobs.put(bytes), sizeBytes: bytes.length, mediaType }
  await recordArtifact(file)
  return { kind, ...file }
}

async function storeFile<Kind extends string>(
  kind: Kind,
  path: string,
  { step, output, folder, blobs, recordArtifact }: OutputPlace,
  options: { readonly name?: string; readonly mediaType?: string },
): Promise<StoredFile<Kind>> {
  const full = resolve(folder, path)
  const real = await realpath(full).catch(() => undefined)
  if (real === undefined) throw pipelinesErrors.outputMissing({ step, output, wanted: full })
  // Where it is a link, what counts is where that leads.
  const within = relative(await realpath(folder), real)
  if (within.startsWith('..') || within === '' || resolve(within) === within) {
    throw pipelinesErrors.outputOutside({ step, output, path: real, folder })
  }
  const { size } = await stat(real)
  const mediaType = options.mediaType ?? mediaTypes[extname(real)] ?? 'application/octet-stream'
  const name = options.name ?? basename(path)
  const digest = await blobs.putFile(join(folder, within.split(sep).join('/')))
  const file = { name, digest, sizeBytes: size, mediaType }
  await recordArtifact(file)
  return { kind, ...file }
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.parquet': 'application/vnd.apache.parquet',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
}

function bytesOf(given: string | Uint8Array): Uint8Array {
  return typeof given === 'string' ? new TextEncoder().encode(given) : given
}

function isPng(bytes: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47].every((byte, at) => bytes[at] === byte)
}
