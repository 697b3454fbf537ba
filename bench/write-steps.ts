import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const door = new URL('../src/index.ts', import.meta.url).href

/** Writes a project of steps in a row, each with what the one before it gave: the pipeline `long`. */
export function writeSteps(folder: string, stepCount: number): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(
    join(folder, 'swell.config.ts'),
    `import { definePipeline, defineProject, defineStep } from '${door}'
const steps = [defineStep({ name: 'step-0', run: () => 0 })]
for (let at = 1; at < ${stepCount}; at += 1) {
  const inputs = { before: steps[at - 1].output }
  steps.push(defineStep({ name: \`step-\${at}\`, inputs, run: () => at }))
}
const long = definePipeline({ name: 'long', steps })
export const project = defineProject({ name: 'long', pipelines: [long] })
`,
  )
}
