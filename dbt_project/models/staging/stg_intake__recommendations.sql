{{ stage('recommendations') }}
