import { elementTypes, type ElementType, type OnnxNode } from './onnx-model.ts'

export function castNode(input: string, output: string, to: ElementType): OnnxNode {
  return {
    operator: 'Cast',
    inputs: [input],
    output,
    attributes: { to: { whole: elementTypes[to] } },
  }
}
