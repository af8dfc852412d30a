// The words of the wall.
export const wall = {};
