import type { PlannedText } from '../encoders/encoder-plan.ts'
import { learnErrors } from '../errors.ts'
import type { GraphPiece } from './graph-piece.ts'

/** Throws `notInGraph`: what ONNX's own operators can't say. */
export function textNodes(name: string, { of }: PlannedText): GraphPiece {
  throw learnErrors.notInGraph({ column: name, encoder: of.kind })
}
