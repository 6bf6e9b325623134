/** Hands a file to the browser's downloads. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; a blob URL keeps its content in memory until it is revoked.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
