// What Segue needs of libpng, with its longjmp kept inside.
#pragma once
