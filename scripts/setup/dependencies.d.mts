/** Whether node_modules holds what package-lock.json asks for on this platform. */
export function areDependenciesInstalled(root: URL): boolean

/** Installs exactly the lockfile. No package runs a script. */
export function installDependencies(root: URL, onStart?: (pid: number) => void): Promise<void>
