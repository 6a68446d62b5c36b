/** Hands the user a file. */
export function saveFile(name: string, content: string | Blob, type: string): void {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Largest file that is read. */
export const mostBytes = 16 * 1024 * 1024;

/** Undefined for a file that is too large. */
export async function bytesOf(file: File): Promise<Uint8Array | undefined> {
  return file.size > mostBytes ? undefined : new Uint8Array(await file.arrayBuffer());
}
