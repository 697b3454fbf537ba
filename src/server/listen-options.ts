/** Where a server listens, and whom it answers. */
export interface ListenOptions {
  /** 4300 if it is absent; 0 for any that is free. */
  readonly port?: number | undefined
  /** Where to speak gRPC; 0 for any that is free. It isn't spoken if it is absent. */
  readonly grpcPort?: number | undefined
  /** 127.0.0.1 if it is absent: nobody else reaches it. */
  readonly host?: string | undefined
  /** `keys` where others reach it and `open` where they don't, if it is absent. */
  readonly access?: Access | undefined
  /** Whose pages may ask for predictions from a browser: `https://shop.example.org`. */
  readonly origins?: readonly string[] | undefined
  /** Encrypts, with a certificate and its key as files in PEM. */
  readonly tls?: TlsFiles | undefined
}

/** `keys` answers who shows a key, `open` everybody who reaches it. */
export type Access = 'keys' | 'open'

export interface TlsFiles {
  readonly certificate: string
  readonly key: string
}

export function accessOf({ access, host = '127.0.0.1' }: ListenOptions): Access {
  return access ?? (isOwn(host) ? 'open' : 'keys')
}

/** Whether nobody but this machine reaches an address. */
function isOwn(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)
}
