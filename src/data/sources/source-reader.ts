/** Reads the files of a source. Names are relative, with `/` between folders. */
export interface SourceReader {
  list(): Promise<SourceFile[]>
  /** What is there now; undefined if that is what is known, or nothing. */
  read(file: SourceFile, known?: KnownFile): Promise<FoundContent | undefined>
}

export interface SourceFile {
  readonly name: string
  /**
   * Changes when the content may have changed (size and time of a file), so that what was read once is
   * not read again. Undefined where only reading tells.
   */
  readonly stamp: string | undefined
}

/** What is known of a file that was read before. */
export interface KnownFile {
  /** The stamp of what was read last under this name. */
  readonly stamp: string | undefined
  /** The stamp of what was taken last under this name: rows are read from there on. */
  readonly takenStamp: string | undefined
}

export interface FoundContent {
  /** What is in memory, or where it lies on this machine. */
  readonly content: Uint8Array | FileOnDisk
  /** As of a `SourceFile`, where only reading tells (an ETag, how far rows were read). */
  readonly stamp?: string | undefined
}

export interface FileOnDisk {
  readonly path: string
  /** True for a file that was made for this, and may be taken away. */
  readonly isOwn: boolean
}
