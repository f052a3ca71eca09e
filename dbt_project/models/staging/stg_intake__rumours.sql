{{ stage('rumours') }}
