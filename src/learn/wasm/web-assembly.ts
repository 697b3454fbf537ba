/** What Node has of WebAssembly, as far as it is used here: the compiler's own library knows it of browsers only. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule
  readonly Memory: new (size: {
    readonly initial: number
    readonly maximum: number
    readonly shared: boolean
  }) => WasmMemory
  readonly Instance: new (
    module: WasmModule,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: unknown }
}

/** Compiled; threads may share it. */
export interface WasmModule {
  readonly [compiled]: never
}

declare const compiled: unique symbol

export interface WasmMemory {
  readonly buffer: ArrayBufferLike
  grow(pageCount: number): number
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyHost })
  .WebAssembly
