import type { Digest } from '../base/index.ts'

/**
 * Content that never changes, addressed by its SHA-256. Every adapter passes `blobStoreContract`
 * (test/storage/blob-store.contract.ts).
 */
export interface BlobStore {
  /** Safe on disk once it resolves. Content that is there already is not written again. */
  put(bytes: Uint8Array): Promise<Digest>

  /** Brings a file in: copies it, or with `move` takes it away from its place. */
  putFile(path: string, options?: PutFileOptions): Promise<Digest>

  /**
   * Keeps what `write` writes to the path that it is given, where there is no file yet. A killed
   * process leaves a draft that `removeOrphanDrafts` finds, and no blob.
   */
  putWritten(write: (path: string) => Promise<void>): Promise<Digest>

  /** The verified content, or undefined when it is not there. Throws `storage.blobDamaged`. */
  find(digest: Digest): Promise<Uint8Array | undefined>

  /** The verified content. Throws `storage.blobNotFound` or `storage.blobDamaged`. */
  get(digest: Digest): Promise<Uint8Array>

  /**
   * The absolute path of a local file that holds the content, for engines that read by path. It is
   * verified the first time, and again when the file has changed; it must not be written to.
   */
  openPath(digest: Digest): Promise<string>

  /**
   * Makes a file of the verified content at `path`, where there is none yet: by a reflink where the
   * disk can, else by a copy, so that it may be written to. With `hardLink` it is the blob's own file
   * by a second name, which must not be, and is read-only. Throws `storage.blobDamaged`.
   */
  placeFile(digest: Digest, path: string, options?: PlaceFileOptions): Promise<void>

  has(digest: Digest): Promise<boolean>

  /** Bytes. Throws `storage.blobNotFound`. */
  size(digest: Digest): Promise<number>

  /** All blobs, in no particular order. */
  list(): AsyncIterable<StoredBlob>

  /** Reads the content anew and says what is wrong with it, if anything. */
  verify(digest: Digest): Promise<BlobHealth>

  /** The first bytes, not verified: enough to tell what kind of content it is. */
  peek(digest: Digest, byteCount: number): Promise<Uint8Array>

  /**
   * Takes a blob away, unless somebody has put it, or put it again, after `storedBefore`: whoever puts
   * content may not have recorded it yet. Says whether it is gone now, or would be in a dry run.
   */
  remove(digest: Digest, storedBefore: Date, options?: RemoveOptions): Promise<boolean>
}

export interface PutFileOptions {
  readonly move?: boolean
  /** Hears of each piece that was read. */
  readonly onBytes?: (byteCount: number) => void
}

export interface PlaceFileOptions {
  readonly hardLink?: boolean
  /** Hears of each piece that was copied. */
  readonly onBytes?: (byteCount: number) => void
}

export interface RemoveOptions {
  readonly dryRun?: boolean
}

export interface StoredBlob {
  readonly digest: Digest
  readonly sizeBytes: number
}

export type BlobHealth = 'whole' | 'damaged' | 'missing'
