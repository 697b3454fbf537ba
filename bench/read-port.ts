import type { ChildProcess } from 'node:child_process'

/** The port that a server prints when it listens: the last number of an address, or of a line. */
export function readPort(child: ChildProcess): Promise<number> {
  let text = ''
  return new Promise((resolve, reject) => {
    const read = (bytes: Buffer) => {
      text += bytes.toString()
      const port = /(?:https?:\/\/[^\s:]+:|^)(\d{4,5})\b/m.exec(text)?.[1]
      if (port !== undefined) resolve(Number(port))
    }
    child.stdout?.on('data', read)
    // What is for people, such as addresses, goes beside the data.
    child.stderr?.on('data', read)
    child.on('exit', (code) => reject(new Error(`The server ended with ${code}:\n${text}`)))
  })
}
