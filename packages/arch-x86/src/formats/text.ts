/** Every runtime has these; the ECMAScript library types do not name them. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** UTF-8, as command lines and sysfs files hold it. */
export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);

/** UTF-8; bytes that are none become U+FFFD. */
export const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
