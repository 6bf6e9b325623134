/** A user id is one word of printable characters; anything else came from the wrong column. */
export const USER_ID = /^[\p{L}\p{N}\p{P}\p{S}]{1,128}$/u;
