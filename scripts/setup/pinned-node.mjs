import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPinnedNode } from '../../bin/pinned-node.mjs'

const linkOf = (root) => new URL('node_modules/.bin/node', root)

/** Whether npm scripts find the pinned Node, or at least one that is new enough. */
export function isNodeReady(root) {
  return existsSync(linkOf(root)) || process.platform === 'win32' || isNewEnough(findPinned(root))
}

/**
 * Links the pinned Node where npm scripts look first. npm 11 does so itself; npm 10 makes the link
 * and deletes it again, together with the packages for other platforms that have a link of its name.
 */
export function linkNode(root) {
  const node = findPinned(root)
  if (node === undefined) {
    throw new Error(
      `Groundswell needs Node 24 or newer; this is ${process.version}, and npm has no Node for ` +
        `${process.platform}-${process.arch}.\nNext: install Node 24 and run this again.`,
    )
  }
  const link = fileURLToPath(linkOf(root))
  mkdirSync(dirname(link), { recursive: true })
  if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) rmSync(link)
  symlinkSync(relative(dirname(link), node), link)
}

function isNewEnough(pinned) {
  return pinned === undefined && Number.parseInt(process.versions.node, 10) >= 24
}

function findPinned(root) {
  return findPinnedNode(new URL('package.json', root))
}
