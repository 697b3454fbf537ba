/** Reads the files of a source. Names are relative, with `/` between folders. */
export interface SourceReader {
  list(): Promise<SourceFile[]>
  /** The content as it is there. */
  read(name: string): Promise<Uint8Array>
}

export interface SourceFile {
  readonly name: string
  /**
   * Changes when the content may have changed (size and time of a file, ETag of a URL), so that what
   * was read once is not read again. Undefined where the place tells nothing.
   */
  readonly stamp: string | undefined
}
