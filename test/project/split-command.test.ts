import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandStep } from '../../src/project/index.ts'
import { sourcesOf } from '../../src/project/lockfiles.ts'
import { splitCommand } from '../../src/project/split-command.ts'

const split = (command: string) => splitCommand('train', command)

test('a command is split into words as a shell would, and no more is done to it', () => {
  assert.deepEqual(split('python train.py'), ['python', 'train.py'])
  assert.deepEqual(split('  python  -c \'print("a b")\'\t--name="two words" '), [
    'python',
    '-c',
    'print("a b")',
    '--name=two words',
  ])
  assert.deepEqual(split(String.raw`tool a\ b "say \"hi\"" 'back\slash' ''`), [
    'tool',
    'a b',
    'say "hi"',
    String.raw`back\slash`,
    '',
  ])
  assert.deepEqual(split('echo $HOME *.py'), ['echo', '$HOME', '*.py'])
})

test('a command that wants a shell, or can not be split, is refused when it is declared', () => {
  const refused = (command: string) => {
    try {
      commandStep({ name: 'train', command, outputs: {} })
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
    return ''
  }
  assert.match(refused('python "train.py'), /" is open at its end/)
  assert.match(refused('  '), /it names no program/)
  assert.match(refused('python train.py > out.txt'), /without a shell, and has >/)
  assert.match(refused('cat a | sort'), /without a shell, and has \|/)
  assert.match(refused('a && b'), /without a shell, and has &&/)
})

test('sources that a command names count, with the lockfiles beside them and at the top', () => {
  const { files } = commandStep({
    name: 'train',
    command: 'python tools/train.py --fast',
    outputs: {},
    files: ['tools/parts.py'],
  })
  assert.deepEqual(files.slice(0, 3), ['tools/parts.py', 'tools/train.py', 'requirements.txt'])
  assert(files.includes('tools/uv.lock'))
  assert.deepEqual(sourcesOf(['node', 'train.mjs', '/opt/other.py', '../up.py', '--x.py']), [
    'train.mjs',
  ])
})
