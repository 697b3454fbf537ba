/** Memory for one answer. */
export interface AnswerRoom {
  readonly bytes: Buffer
  /** Gives it back. */
  release(): void
}

/** Of less, fresh memory costs nothing; answers of more are rare. */
const leastBytes = 4096
const roomBytes = 2 ** 17
const mostFree = 64

const free: AnswerRoom[] = []

/**
 * At least so many bytes. Fresh memory for each answer of many rows costs more than all else that is done for it: it is
 * cleared, and collected. A room that isn't given back is forgotten.
 */
export function takeRoom(byteCount: number): AnswerRoom {
  if (byteCount < leastBytes || byteCount > roomBytes) {
    return { bytes: Buffer.allocUnsafe(byteCount), release: () => undefined }
  }
  return free.pop() ?? openRoom()
}

function openRoom(): AnswerRoom {
  const room: AnswerRoom = {
    bytes: Buffer.allocUnsafeSlow(roomBytes),
    release() {
      if (free.length < mostFree) free.push(room)
    },
  }
  return room
}
